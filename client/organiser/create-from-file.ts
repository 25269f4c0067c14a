import { sentenceOf, words } from '../messages/catalogue.ts'
import { ask } from '../session/ask.ts'
import { jsonPlace } from './json-place.ts'

export interface Problem {
  /** `contributions[3].topics[0]` */
  readonly path: string
  readonly message: string
}

export type Outcome =
  | { readonly kind: 'made'; readonly id: string }
  | { readonly kind: 'wrong'; readonly problems: readonly Problem[] }
  | { readonly kind: 'failed'; readonly sentence: string }

/** Makes a conference from a JSON file (docs/CONFERENCE-FILE.md). */
export async function createFromFile(file: File): Promise<Outcome> {
  let text: string
  try {
    text = await file.text()
  } catch {
    return { kind: 'failed', sentence: words.organiser.unreadable }
  }
  const sentence = whyNotJson(text)
  if (sentence !== null) return { kind: 'failed', sentence }
  const headers = { 'content-type': 'application/json' }
  const answer = await ask<{ id: string }>('/api/conferences', { method: 'POST', headers, body: text })
  if (answer.ok) return { kind: 'made', id: answer.value.id }
  const problems = answer.detail?.problems
  if (answer.code === 'conference/file-invalid' && Array.isArray(problems))
    return { kind: 'wrong', problems: problems as readonly Problem[] }
  return { kind: 'failed', sentence: sentenceOf(answer) }
}

function whyNotJson(text: string): string | null {
  try {
    JSON.parse(text)
    return null
  } catch {
    const place = jsonPlace(text)
    return place ? words.organiser.notJson(place.line, place.column) : words.organiser.notJsonAtAll
  }
}
