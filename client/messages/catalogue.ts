import type { Failure } from '../../domain/protocol.ts'
import { vi } from './vi/vi.ts'

type Widened<T> = T extends string
  ? string
  : T extends (...given: infer G) => string
    ? (...given: G) => string
    : T extends readonly (infer E)[]
      ? readonly Widened<E>[]
      : { readonly [K in keyof T]: Widened<T[K]> }

/** What every language has to say. Another one is checked against it by the compiler. */
export type Catalogue = Widened<typeof vi>

const catalogues = { vi } satisfies Record<string, Catalogue>

/** The words of the page, in the reader's language. */
export const words: Catalogue = catalogues.vi

/** The sentence for a refusal; one that wraps another is told by the inner one. */
export function sentenceOf(failure: Failure): string {
  const inner = failure.detail?.code
  return sentenceFor(typeof inner === 'string' ? inner : failure.code)
}

/** The sentence for a code that the rules or the server answered with. */
export function sentenceFor(code: string): string {
  const known: Readonly<Record<string, string>> = words.errors
  return Object.hasOwn(known, code) ? (known[code] as string) : words.unknownError(code)
}
