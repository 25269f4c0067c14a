import type { Failure } from '../../domain/protocol.ts'
import { sentenceOf, words } from '../messages/catalogue.ts'
import { timeAndDate } from '../messages/format.ts'

type Sentences = Readonly<Record<string, (said: Readonly<Record<string, string>>) => string>>

/** Why a signature was not taken, with the names and dates that it is about. */
export function signingRefusal(failure: Failure): string {
  const { code, detail = {} } = failure
  const agent: Readonly<Record<string, string>> = words.signing.agent
  if (Object.hasOwn(agent, code)) return agent[code] as string
  const { reason } = detail
  const sentences: Sentences =
    code === 'signing/certificate-refused'
      ? words.signing.certificateRefused
      : code === 'signing/upload-refused'
        ? words.signing.uploadRefused
        : {}
  if (typeof reason !== 'string' || !Object.hasOwn(sentences, reason)) return sentenceOf(failure)
  const said = Object.fromEntries(
    Object.entries(detail).map(([name, value]) => [
      name,
      typeof value === 'number' ? timeAndDate(value) : String(value),
    ]),
  )
  return sentences[reason]?.(said) ?? sentenceOf(failure)
}
