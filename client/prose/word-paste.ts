import { Plugin } from 'prosemirror-state'
import { listsOf } from './word-lists.ts'

/** Takes what a word processor puts on the clipboard down to paragraphs, lists, quotations, bold and italic. */
export function cleanPaste(): Plugin {
  return new Plugin({ props: { transformPastedHTML: cleanWordHtml } })
}

/** HTML as Word writes it, without what only Word understands; other HTML is left as it is. */
export function cleanWordHtml(html: string): string {
  if (!/class=["']?Mso|mso-|urn:schemas-microsoft-com:office/i.test(html)) return html
  return tidied(listsOf(withoutHidden(fragmentOf(html))))
}

/** What was selected; around it stand the styles of the whole document. */
function fragmentOf(html: string): string {
  const marked = /<!--StartFragment-->([\s\S]*?)<!--EndFragment-->/i.exec(html)?.[1]
  return marked ?? /<body\b[^>]*>([\s\S]*?)(?:<\/body>|$)/i.exec(html)?.[1] ?? html
}

/** Without what Word does not print: styles, deleted words, comments, hidden text. */
function withoutHidden(html: string): string {
  return (
    html
      .replace(/<(style|script|xml|head|title|del)\b[^>]*>[\s\S]*?<\/\1>/gi, '')
      .replace(/<div\s[^>]*mso-element:\s*comment-list[\s\S]*$/i, '')
      .replace(/<(span|a)\b[^>]*class=["']?Mso(?:CommentReference|Del)\b[^>]*>[\s\S]*?<\/\1>/gi, '')
      .replace(/<span\b[^>]*(?:display:\s*none|mso-hide:\s*all)[^>]*>[\s\S]*?<\/span>/gi, '')
      // The marks around the label of a list paragraph stay: they say that it is one.
      .replace(/<!--(?!\[if !supportLists\]|\[endif\])[\s\S]*?-->/gi, '')
  )
}

function tidied(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->|<!\[(?:if[^\]]*|endif)\]>/gi, '')
    .replace(/<o:p>\s*(?:&nbsp;|&#160;|\u00a0)*\s*<\/o:p>/gi, '')
    .replace(/<\/?[a-z]\w*:[^>]*>/gi, '')
    .replace(/<(?:meta|link|base)\b[^>]*>/gi, '')
    .replace(/<p\b[^>]*class=["']?Mso(?:Intense)?Quote\b[^>]*>([\s\S]*?)<\/p>/gi, quotation)
    .replace(/<([a-z]\w*)\b([^>]*)>/gi, (_, name: string, given: string) => `<${name}${weightOf(given)}>`)
    .replace(/&nbsp;|&#160;|\u00a0/gi, ' ')
    .replace(/<(p|h[1-6])>(?:\s|<\/?(?:span|b|i|u|br)\b[^>]*>)*<\/\1>/gi, '')
    .trim()
}

function quotation(_: string, words: string): string {
  return `<blockquote><p>${words}</p></blockquote>`
}

/** Of an element's attributes only whether its words are bold or slanted; `mso-bidi-` is about other scripts. */
function weightOf(given: string): string {
  const style = /\bstyle\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(given)
  const kept = (style?.[1] ?? style?.[2] ?? '')
    .split(';')
    .map((declaration) => declaration.trim().replace(/\s*:\s*/, ':'))
    .filter((declaration) => /^font-(?:weight|style):/i.test(declaration))
  return kept.length > 0 ? ` style="${kept.join(';')}"` : ''
}
