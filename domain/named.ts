import Type, { type Static } from 'typebox'
import { Line } from './text.ts'

export const Named = Type.Object(
  { name: Line, title: Type.Union([Line, Type.Null()]) },
  { additionalProperties: false },
)
/** A person as the minutes name them. */
export type Named = Static<typeof Named>
