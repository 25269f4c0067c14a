import { headOf, keyOf, type ProvisionHead } from './provision-heads.ts'
import type { Topic } from './topics.ts'

/** What was recognised in the plain text of a legal document. */
export interface ProvisionText {
  /** Parents before their children. The same text gives the same ids. */
  readonly topics: readonly Topic[]
  /** Lines that belong to no provision: the preamble before the first, and what follows the last. */
  readonly before: readonly string[]
  readonly after: readonly string[]
}

interface Open {
  readonly head: ProvisionHead
  readonly id: string
  readonly parent: string | null
  /** Lines as they stand, the rest of its first line before them. */
  readonly lines: string[]
  /** The numbers of its children so far, by rank. */
  readonly counted: Map<number, number>
}

/** A number may skip so many: provisions that were repealed. */
const MOST_SKIPPED = 3
/** Characters of a clause that stand for it in lists, and of a heading. */
const SHORT = 120
const LONG_HEADING = 300

const isEnd = (line: string) =>
  /^nơi nhận\s*[:.]?/iu.test(line) ||
  /^(T\/?M|K\/?T|T\.M|K\.T)[./]?\s+\p{Lu}/u.test(line) ||
  /^PHỤ LỤC(\s|$)/u.test(line)

/**
 * Reads the provisions of a regulation from its plain text: phần, chương, mục, điều, khoản, điểm, each begun by a
 * line of its own. A number out of its order goes on with what stands before it, and so does what is quoted.
 * Any text gives an answer.
 */
export function readProvisions(text: string): ProvisionText {
  const reader = new Reader()
  const lines = text
    .toWellFormed()
    .normalize('NFC')
    .split(/\r\n|[\n\r\u2028\u2029\v\f]/u)
    .map(clean)
  let at = 0
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    if (reader.hasBegun && isEnd(line)) break
    if (line !== '') reader.read(line)
  }
  const after = lines.slice(at).filter((line) => line !== '')
  return { topics: reader.provisions.map(topicFrom), before: reader.before, after }
}

/** What is open while the lines go by. */
class Reader {
  readonly provisions: Open[] = []
  readonly before: string[] = []
  #open: Open[] = []
  readonly #ids = new Set<string>()
  readonly #top = new Map<number, number>()
  #lastArticle = 0
  /** Quotation marks that are open in the article. */
  #quoted = 0
  #straight = 0

  get hasBegun(): boolean {
    return this.provisions.length > 0
  }

  read(line: string): void {
    const head = headOf(line)
    if (head && this.#begins(head)) this.#begin(head)
    else if (this.#open.length > 0) this.#open.at(-1)?.lines.push(line)
    else this.before.push(line)
    this.#countQuotes(line)
  }

  #begins(head: ProvisionHead): boolean {
    const { kind, rank, value } = head
    if (kind === 'article' && value > this.#lastArticle && value <= this.#lastArticle + 1) return true
    if (this.#quoted > 0 || this.#straight % 2 === 1) return false
    if (kind === 'article') return value >= this.#lastArticle
    if (rank < 4) return !head.isBare || (!this.#holds('article') && this.#follows(head))
    if (kind === 'clause') return (this.#holds('article') || this.#holds('section')) && this.#follows(head)
    if (!this.#holds('clause') && !this.#holds('article')) return false
    const [clause] = head.number.split('.')
    const nested = head.number.includes('.')
    return (!nested || this.#innermost('clause')?.head.number === clause) && this.#follows(head)
  }

  /** Whether the number goes on from the one before it under the same parent. */
  #follows({ rank, value, number }: ProvisionHead): boolean {
    const last = this.#countedBy(rank).get(rank) ?? 0
    if (value === last) return /\D/.test(number)
    return value > last && value <= last + 1 + MOST_SKIPPED
  }

  #begin(head: ProvisionHead): void {
    const { rank, value } = head
    this.#countedBy(rank).set(rank, value)
    this.#open = this.#open.filter((held) => held.head.rank < rank)
    const above = this.#open.at(-1)
    if (head.kind === 'article') {
      this.#lastArticle = value
      this.#quoted = 0
      this.#straight = 0
    }
    const id = this.#idFor(head, above)
    const lines = head.rest === '' ? [] : [head.rest]
    const open = { head, id, parent: above?.id ?? null, lines, counted: new Map() }
    this.#open.push(open)
    this.provisions.push(open)
  }

  /** Articles are counted through the whole document, so theirs name no chapter. */
  #idFor(head: ProvisionHead, above: Open | undefined): string {
    const free = head.kind === 'article' || !above
    const own = head.number.includes('.') ? String(head.value) : keyOf(head)
    const wanted = free ? keyOf(head) : `${above.id}.${own}`
    let id = wanted
    for (let again = 2; this.#ids.has(id); again += 1) id = `${wanted}-${again}`
    this.#ids.add(id)
    return id
  }

  #countedBy(rank: number): Map<number, number> {
    return this.#open.findLast((held) => held.head.rank < rank)?.counted ?? this.#top
  }

  #holds(kind: ProvisionHead['kind']): boolean {
    return this.#innermost(kind) !== undefined
  }

  #innermost(kind: ProvisionHead['kind']): Open | undefined {
    return this.#open.findLast((held) => held.head.kind === kind)
  }

  #countQuotes(line: string): void {
    this.#quoted += (line.match(/[“«]/g)?.length ?? 0) - (line.match(/[”»]/g)?.length ?? 0)
    this.#quoted = Math.max(0, this.#quoted)
    this.#straight += line.match(/"/g)?.length ?? 0
  }
}

function topicFrom({ head, id, parent, lines }: Open): Topic {
  const { kind, label } = head
  const { title, wording } =
    head.rank < 4 ? heading(lines) : kind === 'article' ? article(lines) : body(lines)
  return {
    id,
    title: title === '' ? label : title,
    kind,
    label,
    ...(parent === null ? {} : { parent }),
    ...(wording === '' ? {} : { wording }),
  }
}

interface Written {
  readonly title: string
  readonly wording: string
}

/** Everything up to the next provision is the heading, unless that would be too long for one. */
function heading(lines: readonly string[]): Written {
  const all = lines.join(' ')
  if (all.length <= LONG_HEADING) return { title: all, wording: '' }
  return { title: short(lines[0] ?? '', LONG_HEADING), wording: joined(lines) }
}

/** Its first line is the title; a line that was broken goes on in a small letter. A whole sentence is words too. */
function article([first = '', ...more]: readonly string[]): Written {
  let title = first
  let taken = 0
  while (taken < more.length && goesOn(title, more[taken] ?? '')) {
    title = `${title} ${more[taken]}`
    taken += 1
  }
  const rest = more.slice(taken)
  const isSentence = /[.;:]$/u.test(title) || title.length > LONG_HEADING
  return { title: short(title, LONG_HEADING), wording: joined(isSentence ? [title, ...rest] : rest) }
}

function body(lines: readonly string[]): Written {
  const wording = joined(lines)
  return { title: short(wording.replaceAll('\n', ' '), SHORT), wording }
}

/** Lines that a page broke are one paragraph again. */
function joined(lines: readonly string[]): string {
  return lines.reduce(
    (text, line) => (text === '' ? line : `${text}${goesOn(text, line) ? ' ' : '\n'}${line}`),
    '',
  )
}

function goesOn(before: string, line: string): boolean {
  return !/[.;:!?”"]$/u.test(before) && /^[\p{Ll}\d(]/u.test(line)
}

function short(text: string, most: number): string {
  if (text.length <= most) return text
  return `${text
    .slice(0, most)
    .toWellFormed()
    .replace(/\s+\S*$/u, '')}…`
}

/** In one line; nothing where no character would be seen. */
function clean(line: string): string {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(line) ? line.replace(/[\p{Cc}\p{Zs}\ufeff]+/gu, ' ').trim() : ''
}
