import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Command } from '../../domain/commands.ts'
import { contributionsInOrder, standingContributions } from '../../domain/contribution-source.ts'
import { answerTo, synthesis } from '../../domain/synthesis.ts'
import type { Verdict } from '../../domain/synthesis-commands.ts'
import { topicTree } from '../../domain/topics.ts'
import { histories } from './random-histories.ts'
import { seal } from './random-texts.ts'
import { chair, organiser, secretary } from './small-conference.ts'
import { read, type Told, tell } from './told-conference.ts'

const group = (topic: string, contributions: number[], title = 'Đề nghị giảm'): Command => ({
  type: 'synthesis/group',
  topic,
  title,
  contributions,
})
const answered = (topic: string, contributions: number[], verdict: Verdict, text: string): Command => ({
  type: 'synthesis/answer',
  topic,
  contributions,
  verdict,
  text,
})

/** The lines under a topic: each contribution, with its group's title where it has one. */
function linesOn(told: Told, topic: string): string[] {
  const section = synthesis(told.state()).find((held) => held.topic?.id === topic)
  return (section?.lines ?? []).map(
    ({ contribution, group: held }) => `${contribution.id}${held ? ` ${held.title}` : ''}`,
  )
}

function four() {
  const told = tell()
  const ids = ['son-la', 'ha-noi', 'moc-chau', 'son-la'].map((bridge) =>
    told.files(bridge, ['ty-le', 'can-cu']),
  )
  return { told, ids: ids as [number, number, number, number] }
}

describe('the synthesis', () => {
  it('holds each contribution that stands exactly once under each of its topics, or once under none', () => {
    fc.assert(
      fc.property(histories, ({ state }) => {
        const lines = synthesis(state).flatMap(({ topic, lines: held }) =>
          held.map(({ contribution }) => `${contribution.id} ${topic?.id ?? ''}`),
        )
        const expected = standingContributions(state).flatMap(({ id, topics }) =>
          topics.length > 0 ? topics.map((topic) => `${id} ${topic}`) : [`${id} `],
        )
        expect(lines.toSorted()).toEqual(expected.toSorted())
      }),
      { numRuns: 100 },
    )
  })

  it('goes through the provisions in their order, and gives each opinion the answer and the group of its topic', () => {
    fc.assert(
      fc.property(histories, ({ state }) => {
        const sections = synthesis(state)
        const named = sections.flatMap(({ topic }) => (topic ? [topic.id] : []))
        expect(named).toEqual(topicTree(state.topics).map(({ topic }) => topic.id))
        for (const { topic, lines } of sections)
          for (const { contribution, group: held, answer } of lines) {
            if (held) expect(held.topic).toBe(topic?.id)
            if (held) expect(held.contributions).toContain(contribution.id)
            expect(answer).toEqual(topic ? (answerTo(state, topic.id, contribution.id) ?? null) : null)
          }
      }),
      { numRuns: 60 },
    )
  })

  it('changes nothing of what was said: only groups and answers', () => {
    fc.assert(
      fc.property(histories, ({ steps }) => {
        for (const { before, entry, after } of steps)
          if (/^(opinions|group|answer)-/.test(entry.event.type)) {
            const { groups: _, answers: __, seq: ___, at: ____, ...rest } = after
            expect(before).toMatchObject(rest)
          }
      }),
      { numRuns: 40 },
    )
  })
})

describe('like opinions', () => {
  it('are grouped under one topic, ahead of those alone, and stay apart under another', () => {
    const { told, ids } = four()
    const [first, second, third, fourth] = ids
    told.does(secretary, group('ty-le', [second, fourth]))
    expect(linesOn(told, 'ty-le')).toEqual([
      `${second} Đề nghị giảm`,
      `${fourth} Đề nghị giảm`,
      `${first}`,
      `${third}`,
    ])
    expect(linesOn(told, 'can-cu')).toEqual(ids.map(String))
  })

  it('stand in one group of a topic at most, and only under a topic of theirs', () => {
    const { told, ids } = four()
    const [first, second, third] = ids
    const held = told.does(secretary, group('ty-le', [first, second]))
    expect(told.answer(secretary, group('ty-le', [second, third]))).toBe('synthesis/grouped-already')
    expect(told.answer(secretary, group('co-che', [first, second]))).toBe('synthesis/not-under-topic')
    told.does(secretary, group('can-cu', [first, third]))
    const wider: Command = {
      type: 'synthesis/regroup',
      group: held,
      title: 'Hai',
      contributions: [third, first],
    }
    told.does(secretary, wider)
    expect(linesOn(told, 'ty-le').slice(0, 2)).toEqual([`${first} Hai`, `${third} Hai`])
    told.does(secretary, { type: 'synthesis/dissolve', group: held })
    expect(linesOn(told, 'ty-le')).toEqual(contributionsInOrder(told.state()).map(({ id }) => `${id}`))
    expect(told.answer(secretary, wider)).toBe('synthesis/unknown-group')
    expect(told.answer(chair, group('ty-le', [first, second]))).toBe('access/not-allowed')
  })
})

describe('the organiser’s answer', () => {
  it('goes to one opinion or to several at once; the newest holds, also for one of a group', () => {
    const { told, ids } = four()
    const [first, second, third] = ids
    told.does(organiser, answered('ty-le', [first, second, third], 'accepted', 'Tiếp thu'))
    told.does(organiser, answered('ty-le', [second], 'explained', 'Đã có ở Điều 3'))
    const verdicts = () => ids.map((id) => answerTo(told.state(), 'ty-le', id)?.verdict)
    expect(verdicts()).toEqual(['accepted', 'explained', 'accepted', undefined])
    expect(answerTo(told.state(), 'can-cu', first)).toBeUndefined()
    told.does(chair, { type: 'synthesis/withdraw-answer', topic: 'ty-le', contributions: [first, second] })
    expect(verdicts()).toEqual([undefined, undefined, 'accepted', undefined])
    expect(told.state().answers).toHaveLength(1)
    expect(
      told.answer(chair, { type: 'synthesis/withdraw-answer', topic: 'ty-le', contributions: [first] }),
    ).toEqual([])
  })

  it('is for opinions that stand under the topic, and still given after the seal', () => {
    const { told, ids } = four()
    expect(told.answer(organiser, answered('co-che', [ids[0]], 'partly', 'Một phần'))).toBe(
      'synthesis/not-under-topic',
    )
    expect(told.answer(organiser, answered('ty-le', [9999], 'partly', 'Một phần'))).toBe(
      'contribution/unknown',
    )
    expect(told.answer(secretary, answered('ty-le', [ids[0]], 'partly', 'Một phần'))).toBe(
      'access/not-allowed',
    )
    told.does(chair, { type: 'conference/conclude' })
    told.does(chair, seal(told.state()))
    expect(told.answer(organiser, answered('ty-le', [ids[0]], 'partly', 'Một phần'))).toHaveLength(1)
  })
})

describe('an opinion that is split or merged', () => {
  const split = (contribution: number, topics: string[] = ['ty-le', 'can-cu']): Command => ({
    type: 'contribution/split-read',
    contribution,
    cuts: [{ block: 1, topics }],
    ...read(2),
  })
  const merged = (...contributions: number[]): Command => ({
    type: 'contribution/merged',
    contributions: contributions.map((contribution) => ({ contribution, ...read(1) })),
  })
  const line = (told: Told, topic: string, contribution: number) =>
    synthesis(told.state())
      .find((held) => held.topic?.id === topic)
      ?.lines.find((held) => held.contribution.id === contribution)

  it('stays in its group with each part that is under the topic, a merged one in that of its first', () => {
    const { told, ids } = four()
    const [first, second, third, fourth] = ids
    told.does(secretary, group('ty-le', [first, second], 'Giảm'))
    told.does(secretary, group('ty-le', [third, fourth], 'Tăng'))
    const part = told.does(secretary, split(first, ['can-cu']))
    expect(linesOn(told, 'ty-le').filter((held) => held.endsWith('Giảm'))).toEqual([
      `${part} Giảm`,
      `${second} Giảm`,
    ])
    const again = told.does(secretary, split(part))
    const joined = told.does(secretary, merged(fourth, again + 1))
    expect(linesOn(told, 'ty-le')).toEqual([
      `${again} Giảm`,
      `${second} Giảm`,
      `${third} Tăng`,
      `${joined} Tăng`,
    ])
    const left: Command = {
      type: 'synthesis/regroup',
      group: line(told, 'ty-le', again)?.group?.id ?? 0,
      title: 'Giảm',
      contributions: [second],
    }
    told.does(secretary, left)
    expect(line(told, 'ty-le', again)?.group).toBeNull()
  })

  it('has no answer of its own; those of what it was made from are offered until it has', () => {
    const { told, ids } = four()
    const [first, , , fourth] = ids
    told.does(organiser, answered('ty-le', [first], 'accepted', 'Tiếp thu'))
    told.does(organiser, answered('ty-le', [fourth], 'explained', 'Đã có'))
    const part = told.does(secretary, split(first, ['ty-le']))
    const joined = told.does(secretary, merged(part + 1, fourth))
    const offered = (contribution: number, topic = 'ty-le') =>
      line(told, topic, contribution)?.offered.map(({ text }) => text)
    expect(line(told, 'ty-le', part)?.answer).toBeNull()
    expect(offered(part)).toEqual(['Tiếp thu'])
    expect(offered(part, 'can-cu')).toEqual([])
    expect(offered(joined)).toEqual(['Tiếp thu', 'Đã có'])
    told.does(organiser, answered('ty-le', [part], 'partly', 'Một phần'))
    expect(line(told, 'ty-le', part)).toMatchObject({ answer: { text: 'Một phần' }, offered: [] })
    expect(offered(joined)).toEqual(['Tiếp thu', 'Đã có'])
  })

  it('never loses an answer silently, nor its group, whatever happens', () => {
    fc.assert(
      fc.property(histories, ({ state, steps }) => {
        for (const { topic, lines } of synthesis(state))
          for (const { contribution, answer, offered } of lines)
            for (const { contribution: origin } of topic ? contribution.origins : []) {
              const given = answerTo(state, topic?.id ?? '', origin)
              if (given && !answer) expect(offered).toContain(given)
            }
        for (const { before, entry, after } of steps) {
          const { event, seq } = entry
          if (event.type !== 'contribution-derived') continue
          for (const held of before.groups) {
            const isOf = event.origins.some(({ contribution }) => held.contributions.includes(contribution))
            if (!isOf || !event.topics.includes(held.topic)) continue
            const joined = after.groups.filter(
              (each) => each.topic === held.topic && each.contributions.includes(seq),
            )
            expect(joined).toHaveLength(1)
          }
        }
      }),
      { numRuns: 100 },
    )
  })
})
