import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { eventVersions, type RecordedEntry, upcast } from '../../domain/events.ts'
import { usedTime } from '../../domain/floor.ts'
import { evolve } from '../../domain/rules.ts'
import { type ConferenceState, emptyConference } from '../../domain/state.ts'
import { advance, project, type Viewer, visible } from '../../domain/view.ts'

/** An entry as it was stored once: its event may be in an older shape. */
type StoredEntry = Omit<RecordedEntry, 'event'> & {
  readonly type: string
  readonly event: Readonly<Record<string, unknown>>
}

const folder = join(import.meta.dirname, '..', 'logs')
const names = readdirSync(folder).filter((name) => /^[a-z]+-v\d+\.json$/.test(name))

function read<T>(name: string): T {
  return JSON.parse(readFileSync(join(folder, name), 'utf8')) as T
}

function replay(log: readonly StoredEntry[], each?: (before: ConferenceState, entry: RecordedEntry) => void) {
  return log.reduce<ConferenceState>((state, { type, event, ...kept }) => {
    const entry = { ...kept, event: upcast(type, kept.version, event) }
    each?.(state, entry)
    return evolve(state, entry)
  }, emptyConference)
}

describe.each(names)('the log %s, frozen when it was written', (name) => {
  const log = read<StoredEntry[]>(name)

  it('replays to the state that was frozen with it', () => {
    expect(replay(log)).toStrictEqual(read(name.replace('.json', '.state.json')))
  })

  it('is numbered without a gap and never goes back in time', () => {
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1))
    expect(log.map(({ at }) => at)).toEqual(log.map(({ at }) => at).toSorted((a, b) => a - b))
  })

  it('reaches a page of a bridge as the same conference that a snapshot shows it', () => {
    const viewer: Viewer = { grants: [{ role: 'chair', bridge: 'tinh-b' }] }
    let page = project(emptyConference, viewer)
    const end = replay(log, (before, entry) => {
      const seen = visible(before, entry, viewer)
      page = advance(page, entry, seen ? [seen] : [])
    })
    expect(page).toEqual(project(end, viewer))
    expect(JSON.stringify(page)).not.toContain('thu-ky-a')
  })
})

describe('the frozen logs', () => {
  it('hold every type of event in its present version', () => {
    const frozen = new Set(
      names.flatMap((name) => read<StoredEntry[]>(name).map(({ type, version }) => `${type} ${version}`)),
    )
    const present = Object.entries(eventVersions).map(([type, version]) => `${type} ${version}`)
    expect(present.filter((type) => !frozen.has(type))).toEqual([])
  })

  it('keep the clock of a turn that lost its line: 20 s in the middle, all of a turn called without one', () => {
    const [first, second] = replay(read<StoredEntry[]>('spine-v1.json')).floor.turns
    if (!first || !second) throw new Error('two turns were frozen')
    if (first.state.kind !== 'ended') throw new Error('the first turn ended')
    expect(usedTime(first, 0)).toBe(first.state.at - first.grantedAt - 20_000)
    expect(first.seconds).toBe(300 + 120 - 60)
    expect(usedTime(second, second.grantedAt + 3_600_000)).toBe(0)
  })
})
