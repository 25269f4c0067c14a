import Type, { type Static } from 'typebox'
import { Line } from './text.ts'

export const Named = Type.Object(
  { name: Line, title: Type.Union([Line, Type.Null()]) },
  { additionalProperties: false },
)
/** A person as the minutes name them. */
export type Named = Static<typeof Named>

/** From how a file names somebody. */
export function named({ name, title }: { readonly name: string; readonly title?: string }): Named {
  return { name, title: title ?? null }
}
