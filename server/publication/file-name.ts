import type { ConferenceState } from '../../domain/state.ts'

/** Letters of the conference's title in a file's name. */
const MOST_OF_TITLE = 60

/**
 * `‹what›-‹title›-‹standing›.‹extension›` in the plain letters that every file system takes, so that versions kept in
 * one folder are told apart: `bien-ban-hoi-nghi-gop-y-phien-ban-2-da-ky.pdf`.
 */
export function fileName(what: string, title: string, extension: string, standing: string): string {
  const whole = plain(title)
  // Cut between words where there are any.
  const cut = whole.slice(0, MOST_OF_TITLE).replace(/-[^-]*$/, '')
  const short = whole.length > MOST_OF_TITLE ? cut : whole
  return `${[plain(what), short, plain(standing)].filter(Boolean).join('-')}.${extension}`
}

/** Whether the record is a draft, else which version it is of; `isMinutes` where the file itself is what is signed. */
export function standingOf({ phase, minutes }: ConferenceState, isMinutes: boolean): string {
  if (phase !== 'sealed' || minutes.kind !== 'sealed') return 'dự thảo'
  const version = `phiên bản ${minutes.version}`
  if (!isMinutes) return version
  const { signatures } = minutes
  if (signatures.some(({ field }) => field === 'chair')) return `${version} đã ký`
  return `${version} ${signatures.length > 0 ? 'chủ trì chưa ký' : 'chưa ký'}`
}

/** Vietnamese without its marks, lower case, words joined by hyphens. */
function plain(words: string): string {
  return words
    .replaceAll(/[đĐ]/g, 'd')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
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
