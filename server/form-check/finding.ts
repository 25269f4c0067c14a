import { type Facts, type FindingCode, sentenceOf } from './sentences.ts'

/** A departure from the profile. `code` is stable; `page` counts from 1. */
export interface FormFinding {
  readonly code: FindingCode
  readonly vi: string
  readonly en: string
  readonly page?: number
}

const MOST_OF_ONE_CODE = 5
const MOST = 100

/** Gathers what is found: each code once on a page, and on a few pages at most. Lifetime: one check. */
export class Findings {
  readonly #found: FormFinding[] = []
  readonly #seen = new Map<string, Set<string>>()

  add(code: FindingCode, page?: number, facts: Facts = {}): void {
    const sentence = sentenceOf(code, facts)
    const seen = this.#seen.get(code) ?? new Set()
    this.#seen.set(code, seen)
    // What is said of no page, and names something, may be said of several things.
    const about = page === undefined ? sentence.vi : String(page)
    if (seen.has(about) || seen.size >= MOST_OF_ONE_CODE || this.#found.length >= MOST) return
    seen.add(about)
    this.#found.push({ code, ...sentence, ...(page === undefined ? {} : { page }) })
  }

  all(): readonly FormFinding[] {
    return this.#found
  }
}
