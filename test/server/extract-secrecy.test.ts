import fc from 'fast-check'
import { expect, it } from 'vitest'
import { minutesExtract } from '../../server/log/extract.ts'
import { type Extract, recheck } from '../../server/log/recheck.ts'
import { histories } from '../domain/random-histories.ts'
import { bridges, central, type History, hall, secretOf } from '../domain/small-conference.ts'
import { chainedRows } from '../support/chained-rows.ts'

const conference = 'hoi-nghi'

/** What only its bridge, or the conference's own desk, may see. */
const secrets: readonly string[] = [
  ...bridges.filter((id) => id !== central).map(secretOf),
  ...['technician', 'delegate', 'observer'].map((role) => `${secretOf(central)}${role}`),
  ...['approved', 'other'].map((device) => (hall(central, device) as { device: string }).device),
]
const neverOpened = ['hall-announced', 'hall-approved', 'role-granted', 'rehearsal-reported', 'comment-added']

it('the log that travels opens nothing of one bridge, of its halls and of its people', async () => {
  const seen = { opened: 0, closed: 0, attributed: 0 }
  const kinds = new Set<string>()
  const property = fc.asyncProperty(histories, async (history) => {
    const rows = chainedRows(
      conference,
      history.steps.map(({ entry }) => entry),
    )
    const text = await minutesExtract(rows)
    const { entries, head, attributions } = JSON.parse(text) as Extract
    let log = JSON.stringify(entries)
    for (const person of leaders(history)) log = log.replaceAll(person, '')
    for (const secret of secrets) expect(log).not.toContain(secret)
    const report = recheck(text, { conference, ...head })
    expect(report.problems).toEqual([])
    seen.opened += report.opened
    seen.closed += report.entries - report.opened
    seen.attributed += attributions.length
    for (const entry of entries) if (entry.payload !== undefined) kinds.add(entry.type)
  })
  await fc.assert(property, { numRuns: 150 })
  for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(0)
  for (const kind of ['contribution-opened', 'floor-granted', 'bridge-added']) expect(kinds).toContain(kind)
  for (const kind of neverOpened) expect(kinds).not.toContain(kind)
})

/** Whoever was ever given a part in leading the conference acts in public from then on, whatever they are called. */
function leaders({ steps }: History): readonly string[] {
  return steps.flatMap(({ entry: { event } }) => {
    if (event.type !== 'role-granted') return []
    const { role, bridge } = event.grant
    const leads = role === 'organiser' || (bridge === central && (role === 'chair' || role === 'secretary'))
    return leads ? event.person : []
  })
}
