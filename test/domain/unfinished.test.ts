import { expect, it } from 'vitest'
import { type DocumentId, documentsOf, type ProseNode } from '../../domain/prose.ts'
import { unfinished } from '../../domain/unfinished.ts'
import { digest } from './random-intents.ts'
import { deskOf, secretary } from './small-conference.ts'
import { tell } from './told-conference.ts'

function prose(...runs: readonly string[]): ProseNode {
  const content = runs.map((text) => ({ type: 'text', text }))
  return { type: 'doc', content: [{ type: 'paragraph', content }] }
}

function told() {
  const conference = tell()
  const spoken = `c${conference.speaks('son-la')}` as const
  const written = `c${conference.files('ha-noi')}` as const
  const texts = new Map<DocumentId, ProseNode>(
    documentsOf(conference.state()).map((document) => [document, prose('Đã ghi đủ.')]),
  )
  const found = (later = 0) => unfinished(conference.state(), texts, conference.now() + later)
  return { conference, spoken, written, texts, found }
}

it('finds nothing where every text says something without a blank', () => {
  expect(told().found()).toEqual([])
})

it('names the blanks of a text in their order, also one whose letters are half bold', () => {
  const { texts, spoken, found } = told()
  texts.set(spoken, prose('Đề nghị ‹nội ', 'dung›, tại ‹điều›. 3 ‹ 4 không phải chỗ trống'))
  expect(found()).toEqual([{ document: spoken, blanks: ['‹nội dung›', '‹điều›'], empty: 'no', keptBy: null }])
})

it('finds texts that say nothing, the opening and the conclusion too, in the order of the minutes', () => {
  const { texts, spoken, written, found } = told()
  for (const document of texts.keys()) texts.set(document, prose(' '))
  expect(found().map(({ document, empty }) => [document, empty])).toEqual([
    ['opening', 'yes'],
    [spoken, 'yes'],
    [written, 'yes'],
    ['conclusion', 'yes'],
  ])
})

it('tells a text that says nothing from one that came as a file', () => {
  const { conference, texts, written, found } = told()
  texts.set(written, prose())
  const file = { sha256: 'a'.repeat(64), name: 'y-kien.pdf', mediaType: 'application/pdf', size: 10 }
  const contribution = Number(written.slice(1))
  conference.does(deskOf('ha-noi', 'secretary'), { type: 'contribution/attach', contribution, file })
  expect(found()).toMatchObject([{ document: written, empty: 'only-files' }])
})

it('says who keeps a text, until they let go or their time is over', () => {
  const { conference, found } = told()
  const keeper = { kind: 'person', person: 'secret-trung-uong-secretary', name: 'Người ghi' } as const
  const lock = { type: 'review/lock', document: 'opening', seconds: 60, takeOver: false } as const
  conference.does(keeper, lock)
  expect(found()).toMatchObject([{ document: 'opening', blanks: [], empty: 'no', keptBy: keeper.name }])
  expect(found(61_000)).toEqual([])
})

it('does not judge the words of a text that has not been read, nor one that no longer counts', () => {
  const { conference, texts, spoken, found } = told()
  texts.delete('opening')
  texts.set(spoken, prose('‹nội dung›'))
  conference.does(secretary, {
    type: 'contribution/void-read',
    contribution: Number(spoken.slice(1)),
    reason: 'Mở nhầm',
    current: { seq: 0, sha256: digest(0), empty: true },
  })
  expect(found()).toEqual([])
})
