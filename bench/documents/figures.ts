import type { Machine } from '../media/figures.ts'

export type StepName =
  | 'layout'
  | `sign ${'secretary' | 'chair'}`
  | `stamp ${'secretary' | 'chair'}`
  | 'archive'

/** One making of the minutes in a fresh process. Bytes and milliseconds. */
export interface PressRun {
  /** In their order; the layout includes the log's extract and the start of the rendering thread. */
  readonly steps: readonly { readonly name: StepName; readonly milliseconds: number }[]
  /** The file before its first signature, and at the end. */
  readonly rendered: number
  readonly size: number
  /** Entries of the log. */
  readonly entries: number
  /** Resident, before and at the most. */
  readonly memory: { readonly before: number; readonly peak: number }
  /** How late the server's own thread was meanwhile. */
  readonly eventLoop: { readonly p50: number; readonly p99: number; readonly most: number }
  /** Drawn again in the same thread: all contributions, and a quarter of them. */
  readonly warm: { readonly all: number; readonly quarter: number }
}

/** A run with what the authority for timestamps took for itself. */
export interface DocumentRun extends PressRun {
  readonly authority: number
}

export interface DocumentFigures {
  readonly at: string
  readonly machine: Machine
  readonly contributions: number
  readonly runs: readonly DocumentRun[]
  readonly targets: readonly DocumentTarget[]
}

export interface DocumentTarget {
  readonly name: string
  readonly wanted: string
  readonly measured: string
  readonly met: boolean
}

/** From the sealed log to B-LTA, without the authority's own time. */
export function totalOf({ steps, authority }: DocumentRun): number {
  return steps.reduce((sum, step) => sum + step.milliseconds, 0) - authority
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

export function targetsOf(runs: readonly DocumentRun[]): readonly DocumentTarget[] {
  const of = (value: (run: DocumentRun) => number) => median(runs.map(value))
  const total = of(totalOf)
  const peak = of(({ memory }) => memory.peak)
  const more = of(({ memory }) => memory.peak - memory.before)
  const p99 = of(({ eventLoop }) => eventLoop.p99)
  const growth = of(({ warm }) => warm.all / (4 * warm.quarter))
  const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`
  return [
    {
      name: 'Rendered and signed to B-LTA, besides the authority’s own time',
      wanted: '< 3000 ms',
      measured: `${Math.round(total)} ms`,
      met: total < 3000,
    },
    {
      name: 'Memory of the process at the most',
      wanted: '< 250 MB',
      measured: `${megabytes(peak)}, ${megabytes(more)} of it for this`,
      met: peak < 250 * 2 ** 20,
    },
    {
      name: 'Event-loop delay of the server meanwhile, p99',
      wanted: '< 50 ms',
      measured: `${p99.toFixed(1)} ms`,
      met: p99 < 50,
    },
    {
      name: 'Drawing each contribution, of all by of a quarter of them',
      wanted: '≤ 1.2',
      measured: growth.toFixed(2),
      met: growth <= 1.2,
    },
  ]
}
