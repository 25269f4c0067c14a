import { readFile } from 'node:fs/promises'
import { type ConferenceFile, problemsOf } from '../../domain/conference-file.ts'
import { MAX_DOCUMENT_LENGTH } from '../../domain/prose.ts'
import type { Problem } from '../../domain/schema-problems.ts'
import { openRenderer } from '../../templates/render.ts'
import { readJson } from './read-json.ts'
import { LINE_END } from './typing.ts'

export type ReadFile =
  | { readonly kind: 'read'; readonly file: ConferenceFile; readonly bytes: Uint8Array }
  | { readonly kind: 'wrong'; readonly problems: readonly Problem[] }

/** Reads a conference file and says everything that is wrong with it. Never throws. */
export async function readConferenceFile(path: string, shown: string): Promise<ReadFile> {
  const wrong = (...problems: readonly Problem[]): ReadFile => ({ kind: 'wrong', problems })
  let bytes: Uint8Array
  try {
    bytes = await readFile(path)
  } catch (error) {
    return wrong({ path: shown, message: unreadable(error) })
  }
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return wrong({ path: 'tệp', message: 'không phải văn bản UTF-8' })
  }
  const json = readJson(text)
  if (json.problems.length > 0) return wrong(...json.problems)
  const problems = problemsOf(json.value)
  if (problems.length > 0) return wrong(...problems)
  const file = json.value as ConferenceFile
  const unfit = [...tooMuch(file), ...(await unprintable(file))]
  return unfit.length > 0 ? wrong(...unfit) : { kind: 'read', file, bytes }
}

function unreadable(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'không có tệp này'
  if (code === 'EISDIR') return 'là một thư mục; cần một tệp JSON'
  if (code === 'EACCES' || code === 'EPERM') return 'không được phép đọc tệp này'
  return `không đọc được tệp (${code ?? (error as Error).message})`
}

/** What the minutes of one conference can hold and still be drawn: about ten thousand pages. */
const MOST_CHARACTERS = 30_000_000
const MOST_LINES = 300_000

/** Each line is a paragraph, and paragraphs count towards the length of a text. */
function tooMuch({ opening, conclusion, contributions }: ConferenceFile): readonly Problem[] {
  const texts = [
    { path: 'opening', text: opening ?? '' },
    ...contributions.flatMap(({ text, correction }, index) => [
      { path: `contributions[${index}].text`, text },
      ...(correction ? [{ path: `contributions[${index}].correction.text`, text: correction.text }] : []),
    ]),
    { path: 'conclusion', text: conclusion },
  ].map(({ path, text }) => ({ path, length: text.length, lines: text.split(LINE_END).length }))
  const sum = (key: 'length' | 'lines') => texts.reduce((total, text) => total + text[key], 0)
  const inAll = (what: string, most: number, found: number): readonly Problem[] =>
    found <= most
      ? []
      : [{ path: 'tệp', message: `các văn bản có cả thảy ${found} ${what}; biên bản chỉ dựng được ${most}` }]
  return [
    ...texts.flatMap(({ path, length, lines }) => {
      if (length - (lines - 1) + 2 * lines <= 2 * MAX_DOCUMENT_LENGTH) return []
      return [{ path, message: `có ${lines} dòng; quá nhiều cho một văn bản dài ${length} ký tự` }]
    }),
    ...inAll('ký tự', MOST_CHARACTERS, sum('length')),
    ...inAll('dòng', MOST_LINES, sum('lines')),
  ]
}

/** Characters that no font of the minutes has, by place. */
async function unprintable(file: ConferenceFile): Promise<readonly Problem[]> {
  const renderer = openRenderer()
  try {
    const asWritten = await renderer.unprintableIn(file)
    // The heading of the minutes shows these in capitals.
    const { organiser, superior = '' } = file
    const inCapitals = await renderer.unprintableIn({
      organiser: organiser.toLocaleUpperCase('vi'),
      superior: superior.toLocaleUpperCase('vi'),
    })
    const found = new Map<string, Problem>()
    for (const { place, character, codePoint } of [...asWritten, ...inCapitals]) {
      const shown = character === '\ufffd' ? codePoint : `“${character}” (${codePoint})`
      found.set(`${place} ${codePoint}`, { path: place, message: `không in được ký tự ${shown}` })
    }
    return [...found.values()]
  } finally {
    await renderer.close()
  }
}
