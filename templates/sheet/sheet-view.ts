import { DEMONSTRATION_MARK } from '../page/page-marks.ts'

/** One cell: a text, a number, an instant in milliseconds since 1970 (UTC), or nothing. */
export type SheetCell = string | number | null

export type SheetColumn = {
  readonly title: string
  /** About this many letters fit beside each other. */
  readonly width: number
  readonly kind: 'text' | 'number' | 'instant'
}

/** A plain table that a spreadsheet shows. */
export type SheetView = {
  /** Of its tab: at most 31 letters, none of `\ / ? * [ ] :`. */
  readonly name: string
  readonly title: string
  readonly subject: string
  /** What stands over it in red: a draft, a demonstration. */
  readonly marks: readonly string[]
  readonly columns: readonly SheetColumn[]
  readonly rows: readonly (readonly SheetCell[])[]
}

/** What a table of this conference is marked with. */
export function marksOf({ demonstration, draft }: { demonstration: boolean; draft: boolean }): string[] {
  return [...(draft ? ['DỰ THẢO'] : []), ...(demonstration ? [DEMONSTRATION_MARK] : [])]
}

export const textColumn = (title: string, width: number): SheetColumn => ({ title, width, kind: 'text' })
export const numberColumn = (title: string, width = 8): SheetColumn => ({ title, width, kind: 'number' })
export const instantColumn = (title: string): SheetColumn => ({ title, width: 19, kind: 'instant' })
