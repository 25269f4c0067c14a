/** Letters of the conference's title in a file's name. */
const MOST_OF_TITLE = 80
/** What no file system, Windows included, takes in a name. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const FORBIDDEN = /[\u0000-\u001f\u007f<>:"/\\|?*]+/g

/** `‹what› (dự thảo) - ‹title›.‹extension›`. */
export function fileName(what: string, title: string, extension: string, draft: boolean): string {
  const short = [...title.normalize('NFC').replaceAll(FORBIDDEN, ' ')].slice(0, MOST_OF_TITLE).join('')
  const name = `${what}${draft ? ' (dự thảo)' : ''} - ${short}`.replaceAll(/\s+/g, ' ').trim()
  return `${name.replace(/\.+$/, '')}.${extension}`
}

/** `Content-Disposition` (RFC 6266) with the name as it is (RFC 8187) and one in ASCII for what reads no other. */
export function contentDisposition(name: string): string {
  const ascii = name
    .replaceAll(/[đĐ]/g, (letter) => (letter === 'đ' ? 'd' : 'D'))
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
