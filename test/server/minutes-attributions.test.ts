import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minutesView } from '../../server/minutes/view.ts'
import { citedTopic } from '../../templates/cited-topic.ts'
import { histories } from '../domain/random-histories.ts'
import { attributionsOf } from '../support/attributions.ts'

test('the minutes attribute each opinion as the log does, however it was split, merged or moved', () => {
  const seen = { spoken: 0, written: 0, split: 0, merge: 0 }
  fc.assert(
    fc.property(histories, ({ state, steps }) => {
      const entries = steps.map(({ entry: { seq, at, event } }) => ({ seq, at, event }))
      const view = minutesView({ state, texts: new Map(), demonstration: true, now: state.at, sealed: null })
      const shown = view.contributions.map(
        ({ id, source, origin, bridge, speaker, topics, turns, filedAt }) => {
          seen[source] += 1
          if (origin) seen[origin] += 1
          const times = turns.map(({ startedAt, endedAt }) => ({ startedAt, endedAt }))
          return { id, bridge, speaker, topics, times, filedAt }
        },
      )
      const logged = attributionsOf(entries).map(({ topics, ...rest }) => ({
        ...rest,
        topics: topics.map((topic) => citedTopic(state.topics, topic)),
      }))
      expect(shown.toSorted((a, b) => a.id - b.id)).toEqual(logged)
    }),
    { numRuns: 400 },
  )
  for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(0)
})
