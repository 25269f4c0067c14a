import type { FinishedFile } from './finished-file.ts'

/** A clause that is checked, by the number that each standard gives it; `ua` is ISO 14289-1, `a` ISO 19005-3. */
export type Rule = {
  readonly a?: string
  readonly ua?: string
  /** What a file must be, in a few words. */
  readonly what: string
  /** What it is not, one line each; empty where it holds. */
  readonly faults: (file: FinishedFile) => readonly string[]
}

/** `ISO 19005-3, 6.1.2; ISO 14289-1, 7.1` */
export function clauseOf({ a, ua }: Rule): string {
  return [a && `ISO 19005-3, ${a}`, ua && `ISO 14289-1, ${ua}`].filter(Boolean).join('; ')
}

/** The lines whose condition does not hold. */
export function unless(...conditions: readonly (readonly [unknown, string])[]): readonly string[] {
  return conditions.filter(([holds]) => !holds).map(([, line]) => line)
}
