import { fileReasons } from './file-reasons.ts'
import { signatureReasons } from './signature-reasons.ts'
import { timestampReasons } from './timestamp-reasons.ts'

/**
 * What a finding does to the verdict: `invalid`: something was changed or is wrong; `incomplete`: nothing is known
 * to be wrong, but something is missing or not trusted; `note`: said plainly, changes nothing.
 */
export type Level = 'invalid' | 'incomplete' | 'note'

export interface Bilingual {
  readonly vi: string
  readonly en: string
}

export interface Reason extends Bilingual {
  readonly code: ReasonCode
  readonly level: Level
}

type Detail = Readonly<Record<string, string | number>>

/** Level, Vietnamese, English by code. */
export type ReasonTable = Readonly<Record<string, readonly [Level, string, string]>>

const table = { ...fileReasons, ...signatureReasons, ...timestampReasons }

export type ReasonCode = keyof typeof table

export function reason(code: ReasonCode, detail: Detail = {}): Reason {
  const [level, vi, en] = table[code]
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, key: string) => String(detail[key] ?? ''))
  return { code, level, vi: fill(vi), en: fill(en) }
}
