/** A paragraph of which Word says that it belongs to a list. */
interface ListParagraph {
  readonly level: number
  readonly tag: 'ul' | 'ol'
  readonly words: string
}

const PARAGRAPH = /<p\b([^>]*)>([\s\S]*?)<\/p>/gi
const LEVEL = /mso-list:\s*l\d+\s+level(\d+)/i
const LABEL =
  /<!(?:--)?\[if !supportLists\](?:--)?>([\s\S]*?)<!(?:--)?\[endif\](?:--)?>|<span\b[^>]*mso-list:\s*Ignore[^>]*>([\s\S]*?)<\/span>(?:\s*<\/span>)?/i

/**
 * Word writes a list as paragraphs that bear their level in a style and their label in the text; here they become
 * lists within lists, without the labels.
 */
export function listsOf(html: string): string {
  let made = ''
  let at = 0
  let run: ListParagraph[] = []
  const endRun = (): void => {
    made += nested(run)
    run = []
  }
  for (const found of html.matchAll(PARAGRAPH)) {
    const [whole, given = '', words = ''] = found
    const between = html.slice(at, found.index)
    if (between.trim() !== '') {
      endRun()
      made += between
    }
    at = found.index + whole.length
    const level = Number(LEVEL.exec(given)?.[1] ?? 0)
    if (level === 0) {
      endRun()
      made += whole
    } else run.push(listParagraph(level, words))
  }
  endRun()
  return made + html.slice(at)
}

function listParagraph(level: number, words: string): ListParagraph {
  const label = LABEL.exec(words)
  const shown = (label?.[1] ?? label?.[2] ?? '').replace(/<[^>]*>|&nbsp;|&#160;|\s/g, '')
  const tag = /^\(?(?:\d{1,3}|[a-zđ]{1,4})[.)]/i.test(shown) ? 'ol' : 'ul'
  return { level, tag, words: label ? words.replace(label[0], '') : words }
}

function nested(run: readonly ListParagraph[]): string {
  const open: { readonly level: number; readonly tag: string }[] = []
  let made = ''
  const close = (): void => {
    made += `</li></${open.pop()?.tag}>`
  }
  for (const { level, tag, words } of run) {
    while (open.length > 1 && (open.at(-1)?.level ?? 0) > level) close()
    const inner = open.at(-1)
    if (inner && inner.level >= level && inner.tag === tag) made += '</li><li>'
    else {
      if (inner && inner.level >= level) close()
      open.push({ level, tag })
      made += `<${tag}><li>`
    }
    made += `<p>${words}</p>`
  }
  while (open.length > 0) close()
  return made
}
