import { beforeAll, describe, expect, it } from 'vitest'
import type { Command } from '../../domain/commands.ts'
import type { Actor } from '../../domain/rights.ts'
import { minutesExtract } from '../../server/log/extract.ts'
import { type Extract, type RecordReport, recheck, type StatedHead } from '../../server/log/recheck.ts'
import { minutesView } from '../../server/minutes/view.ts'
import { ask, chair, deskOf, type History, prepared, START, secretary } from '../domain/small-conference.ts'
import { chainedRows } from '../support/chained-rows.ts'

const conference = 'hoi-nghi'
const speaker = { name: 'Nguyễn Văn A', title: 'Trưởng ban' }

const extractOf = (history: History, id = conference) =>
  minutesExtract(
    chainedRows(
      id,
      history.steps.map(({ entry }) => entry),
    ),
  )

/** A short conference: two turns, one correction of a speaker, a written opinion, and what is nobody's else. */
function held(): History {
  let history = prepared
  let now = START
  const done = (actor: Actor, command: Command) => {
    now += 60_000
    history = ask(history, actor, command, now)
    const [{ decision } = { decision: null }] = history.asked.slice(-1)
    if (decision?.kind !== 'accepted') throw new Error(`${command.type}: ${JSON.stringify(decision)}`)
    return history.state.seq
  }
  const sonLa = deskOf('son-la', 'secretary')
  done(chair, { type: 'conference/open' })
  for (const bridge of ['son-la', 'ha-noi']) {
    const request = done(deskOf(bridge, 'chair'), { type: 'floor/request', bridge, speaker, topics: [] })
    const opened = done(chair, { type: 'floor/call', request, seconds: 300, outOfOrder: false })
    done(deskOf(bridge, 'chair'), { type: 'floor/yield', turn: opened - 1 })
    if (bridge === 'ha-noi')
      done(secretary, {
        type: 'contribution/attribute',
        contribution: opened,
        speaker: { name: 'Trần Thị B', title: null },
      })
  }
  done(sonLa, { type: 'contribution/file', bridge: 'son-la', speaker, topics: [] })
  done(chair, { type: 'conference/conclude' })
  return history
}

describe('the log that travels with the minutes', () => {
  let history: History
  let text: string
  let head: StatedHead
  beforeAll(async () => {
    history = held()
    text = await extractOf(history)
    head = { conference, ...(JSON.parse(text) as Extract).head }
  })

  it('can be rechecked from itself: every link, every commitment, every attribution', () => {
    const report = recheck(text, head)
    expect(report.problems).toEqual([])
    expect(report.entries).toBe(history.steps.length)
    expect(report.opened).toBeGreaterThan(10)
    // The written one was filed by its bridge, whose people the minutes do not name.
    expect(report.attributions).toEqual({ checked: 2, closed: 1 })
  })

  it('attributes exactly what the minutes print', () => {
    const { attributions } = JSON.parse(text) as Extract
    const { state } = history
    const view = minutesView({ state, texts: new Map(), demonstration: true, now: state.at, sealed: null })
    const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())
    expect(
      attributions.map(({ ordinal, contribution, source, bridge, speaker, turns, filedAt }) => ({
        ordinal,
        id: contribution,
        source,
        bridge: bridge.name,
        speaker,
        turns: turns.map(({ granted, startedAt, endedAt }) => ({ id: granted, startedAt, endedAt })),
        filedAt,
      })),
    ).toEqual(
      view.contributions.map(({ ordinal, id, source, bridge, speaker, turns, filedAt }) => ({
        ordinal,
        id,
        source,
        bridge,
        speaker,
        turns: turns.map((turn) => ({
          id: turn.id,
          startedAt: iso(turn.startedAt),
          endedAt: iso(turn.endedAt),
        })),
        filedAt: iso(filedAt),
      })),
    )
  })

  const changed = (change: (extract: Writable) => void): RecordReport => {
    const extract = JSON.parse(text) as Writable
    change(extract)
    return recheck(JSON.stringify(extract), head)
  }
  type Open<T> = { -readonly [K in keyof T]: T[K] }
  type Writable = { entries: Open<Extract['entries'][number]>[]; attributions: Extract['attributions'] }
  const entryOf = (extract: Writable, type: string) => {
    const found = extract.entries.find((entry) => entry.type === type)
    if (!found) throw new Error(`no ${type}`)
    return found
  }

  it('names an entry whose opened words were altered', () => {
    const report = changed((extract) => {
      const entry = entryOf(extract, 'contribution-opened')
      entry.payload = entry.payload?.replace('Nguyễn Văn A', 'Nguyễn Văn B') ?? ''
    })
    const seq = entryOf(JSON.parse(text), 'contribution-opened').seq
    expect(report.problems).toEqual([{ code: 'record/altered-payload', seq }])
  })

  it('names an entry whose time, type or commitment was altered', () => {
    const seq = entryOf(JSON.parse(text), 'turn-ended').seq
    for (const change of [
      { at: '2023-05-30T01:09:00.000Z' },
      { type: 'turn-extended' },
      { commitment: '0'.repeat(64) },
    ]) {
      const report = changed((extract) => Object.assign(entryOf(extract, 'turn-ended'), change))
      expect(report.problems).toEqual([{ code: 'record/altered-entry', seq }])
    }
  })

  it('names an entry that was left out, and one put in', () => {
    const without = changed((extract) => {
      extract.entries = extract.entries.toSpliced(4, 1)
    })
    expect(without.problems).toEqual([{ code: 'record/missing-entry', seq: 5 }])
    const doubled = changed((extract) => {
      extract.entries = extract.entries.toSpliced(4, 0, extract.entries[3] as Writable['entries'][number])
    })
    expect(doubled.problems).toEqual([{ code: 'record/missing-entry', seq: 5 }])
  })

  it('names a record that ends elsewhere than the document says', () => {
    const last = history.steps.length
    const cut = changed((extract) => {
      extract.entries = extract.entries.slice(0, -1)
    })
    expect(cut.problems).toMatchObject([{ code: 'record/wrong-head', seq: last - 1 }])
    expect(recheck(text, { seq: last, hash: 'f'.repeat(64) }).problems).toMatchObject([
      { code: 'record/wrong-head', seq: last },
    ])
  })

  it("names another conference's record, even under this one's name", async () => {
    const other = await extractOf(history, 'hoi-nghi-khac')
    expect(recheck(other, head).problems).toEqual([
      { code: 'record/other-conference', conference: 'hoi-nghi-khac' },
    ])
    const renamed = other.replace('"conference":"hoi-nghi-khac"', '"conference":"hoi-nghi"')
    expect(recheck(renamed, head).problems).toEqual([{ code: 'record/altered-entry', seq: 1 }])
  })

  it('names an attribution that the log does not bear out', () => {
    const [first, second] = (JSON.parse(text) as Extract).attributions
    const faults: [Partial<Extract['attributions'][number]>, string][] = [
      [{ speaker: { name: 'Trần Thị B', title: null } }, 'speaker'],
      [{ bridge: { id: 'ha-noi', name: 'Hà Nội' } }, 'bridge'],
      [{ bridge: { id: 'son-la', name: 'Một nơi khác' } }, 'bridge'],
      [{ turns: second?.turns ?? [] }, 'turn'],
      [{ turns: [] }, 'turn'],
      [{ turns: [{ ...first?.turns[0], endedAt: second?.turns[0]?.endedAt ?? null } as never] }, 'time'],
      [{ contribution: 1 }, 'contribution'],
    ]
    for (const [change, what] of faults) {
      const report = changed((extract) => Object.assign(extract.attributions[0] ?? {}, change))
      expect(report.problems[0], what).toMatchObject({ code: 'record/wrong-attribution', ordinal: 1, what })
    }
    const shorter = changed((extract) => {
      extract.attributions = extract.attributions.slice(1)
    })
    expect(shorter.problems).toEqual([{ code: 'record/left-out', contribution: first?.contribution }])
  })

  it('calls anything else no record', () => {
    for (const odd of ['', '{}', '[]', 'null', text.slice(0, -20), text.replace('log-2', 'log-9')])
      expect(recheck(odd, head).problems).toEqual([{ code: 'record/malformed' }])
    const nothing = changed((extract) => {
      entryOf(extract, 'contribution-opened').payload = 'null'
    })
    expect(nothing.problems).toEqual([{ code: 'record/malformed' }])
  })
})
