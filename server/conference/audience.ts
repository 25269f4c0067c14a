import { grantsOf } from '../../domain/authority.ts'
import type { LogEntry } from '../../domain/events.ts'
import type { LogBatch, SnapshotPush } from '../../domain/protocol.ts'
import type { Actor, Grant } from '../../domain/rights.ts'
import type { ConferenceState } from '../../domain/state.ts'
import { changesSight, project, type Viewer, visible } from '../../domain/view.ts'
import type { ConferenceLog, Step } from '../log/conference-log.ts'

/** One page that looks at a conference; its calls bring pushes to it. */
export interface Onlooker {
  readonly actor: Actor
  /** What it was last told that it may act as. */
  grants: readonly Grant[]
  readonly log: (batch: LogBatch) => void
  readonly snapshot: (push: SnapshotPush) => void
  readonly admitted: () => void
  readonly dismissed: () => void
  /** The conference has another owner, null while it is not known: the page enters anew. */
  readonly moved: (owner: string | null) => void
}

/**
 * The pages that look at one conference on this node. After each commit every page is told what it may see of it;
 * pages with equal grants share the work, unless one is told of a ballot of its own.
 */
export class Audience {
  readonly #log: ConferenceLog
  readonly #onlookers = new Set<Onlooker>()
  readonly #leave: () => void

  constructor(log: ConferenceLog) {
    this.#log = log
    this.#leave = log.subscribe((steps) => this.#hear(steps))
  }

  get onlookers(): ReadonlySet<Onlooker> {
    return this.#onlookers
  }

  add(onlooker: Onlooker): void {
    this.#onlookers.add(onlooker)
  }

  remove(onlooker: Onlooker): void {
    this.#onlookers.delete(onlooker)
  }

  close(): void {
    this.#leave()
    this.#onlookers.clear()
  }

  #hear(steps: readonly Step[]): void {
    const last = steps.at(-1)
    if (!last) return
    const state = last.after
    const regrant = changesSight(steps.map((step) => step.entry.event))
    const voters = new Set(steps.flatMap(({ entry: { event } }) => ('voter' in event ? [event.voter] : [])))
    const batches = new Map<string, LogBatch>()
    for (const onlooker of this.#onlookers) {
      if (regrant && this.#regrant(onlooker, state)) continue
      if (onlooker.grants.length === 0) continue
      const viewer = viewerFor(onlooker)
      const own = viewer.person !== undefined && voters.has(viewer.person) ? viewer.person : null
      const key = JSON.stringify([onlooker.grants, own])
      const batch = batches.get(key) ?? batchOf(this.#log.id, steps, viewer)
      batches.set(key, batch)
      onlooker.log(batch)
    }
  }

  /** Whether the page was told of a change in what it may act as, instead of the entries. */
  #regrant(onlooker: Onlooker, state: ConferenceState): boolean {
    const grants = grantsOf(state, onlooker.actor)
    if (JSON.stringify(grants) === JSON.stringify(onlooker.grants)) return false
    const waited = onlooker.grants.length === 0
    onlooker.grants = grants
    if (grants.length === 0) onlooker.dismissed()
    else if (waited) onlooker.admitted()
    else onlooker.snapshot({ conference: this.#log.id, grants, state: project(state, viewerFor(onlooker)) })
    return true
  }
}

function viewerFor({ actor, grants }: Onlooker): Viewer {
  return actor.kind === 'person' ? { grants, person: actor.person } : { grants }
}

/** What somebody may see of the steps. */
export function batchOf(conference: string, steps: readonly Step[], viewer: Viewer): LogBatch {
  const [first] = steps
  const last = steps.at(-1)
  if (!first || !last) throw new RangeError('a batch has at least one step')
  const entries = steps.flatMap(({ before, entry }) => {
    const seen = visible(before, entry, viewer)
    return seen ? [bare(seen)] : []
  })
  const { seq, at } = last.entry
  return { conference, from: first.before.seq, to: { seq, at }, entries }
}

/** Who did it stays with the server. */
function bare({ seq, at, event }: LogEntry): LogEntry {
  return { seq, at, event }
}
