import type { ProseColleague } from '../../domain/prose-messages.ts'
import { words } from '../messages/catalogue.ts'

/** Each colleague once, without what stands in brackets behind the name: there is little room for it. */
export function namesOf(colleagues: readonly ProseColleague[]): readonly string[] {
  return [...new Set(colleagues.map(({ name }) => name.replace(/\s*\([^)]*\)$/, '') || name))]
}

/** Those whose caret is in the text. */
export function writersOf(colleagues: readonly ProseColleague[]): readonly string[] {
  return namesOf(colleagues.filter(({ cursor }) => cursor !== null))
}

/** `Bạn và Thư ký thứ hai đang viết` */
export function writingLine(writers: readonly string[], withMe: boolean): string {
  const names = withMe ? [words.secretary.you, ...writers] : writers
  const [last = ''] = names.slice(-1)
  const line = names.length > 1 ? words.secretary.and(names.slice(0, -1).join(', '), last) : last
  return words.secretary.writing(line)
}
