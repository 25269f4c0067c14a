import type { MinutesView, Person } from './minutes-view.ts'
import type { NoticeView } from './notice-view.ts'
import type { SynthesisView } from './synthesis-view.ts'

/** Bridge × topic: what was given, what was declared, what is missing. */
export type LedgerView = {
  /** The topics of the columns as they are cited. */
  readonly columns: readonly string[]
  readonly rows: readonly {
    readonly bridge: string
    readonly unit: string
    readonly cells: readonly {
      readonly state: 'given' | 'none' | 'missing'
      readonly spoken: number
      readonly written: number
    }[]
    /** Contributions under no topic. */
    readonly unclassified: number
  }[]
}

/** The roll call of every bridge, with everything that was marked; instants in milliseconds since 1970 (UTC). */
export type AttendanceView = {
  readonly bridges: readonly {
    readonly name: string
    readonly unit: string
    /** Whoever is at the central bridge is there in person, everybody else over a line. */
    readonly isCentral: boolean
    readonly invited: number | null
    readonly present: number | null
    readonly counts: readonly { readonly at: number; readonly present: number }[]
    readonly attendees: readonly (Person & {
      readonly marks: readonly {
        readonly at: number
        readonly kind: 'present' | 'left' | 'absent'
        readonly reason: string | null
        readonly proxy: Person | null
      }[]
    })[]
    /** When the hall's line did not carry while the conference ran. */
    readonly losses: readonly { readonly from: number; readonly to: number }[]
  }[]
  /** How many were there, for each moment at which that changed. */
  readonly quorum: readonly { readonly at: number; readonly present: number; readonly bridges: number }[]
}

/** Everything that a conference can be taken out as. */
export type RecordView = {
  /** The conference's id. */
  readonly conference: string
  readonly minutes: MinutesView
  readonly synthesis: SynthesisView
  readonly ledger: LedgerView
  readonly attendance: AttendanceView
  readonly notice: NoticeView
}
