import { create } from 'xmlbuilder2'
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js'
import { type Agents, agentsOf } from './debate/agents.ts'
import { addMeta } from './debate/meta.ts'
import { addProse } from './debate/prose.ts'
import { voteBlocks } from './minutes/decided.ts'
import { person } from './minutes/participants.ts'
import type { MinutesContribution, MinutesView } from './minutes-view.ts'
import type { RecordView } from './record-view.ts'
import { marksOf } from './sheet/sheet-view.ts'
import { KINDS } from './terms.ts'
import type { TextBlock } from './text-block.ts'
import { isoTime } from './wording.ts'
import { xmlText } from './xml-text.ts'

const AKOMA_NTOSO = 'http://docs.oasis-open.org/legaldocml/ns/akn/3.0'

/**
 * The debate as Akoma Ntoso 3.0 (OASIS LegalDocumentML): a `speech` for each contribution with whom it is by and when
 * it began and ended, written ones under `writtenStatements`. The same view gives the same bytes, UTF-8.
 */
export function debateXml({ conference, minutes }: RecordView): Uint8Array {
  const agents = agentsOf(minutes)
  const root = create({ version: '1.0', encoding: 'UTF-8' }).ele(AKOMA_NTOSO, 'akomaNtoso')
  const debate = root.ele('debate', { name: 'debate', contains: 'originalVersion' })
  addMeta(debate, conference, minutes, agents)
  addPreface(debate, minutes)
  const body = debate.ele('debateBody')
  addRecord(body, 'opening', 'Khai mạc', minutes.opening)
  addRollCall(body, minutes)
  addStatements(body, minutes, agents, 'spoken')
  addStatements(body, minutes, agents, 'written')
  addVotes(body, minutes)
  addRecord(body, 'conclusion', 'Kết luận', minutes.conclusion)
  return new TextEncoder().encode(root.end({ prettyPrint: false }))
}

function addPreface(debate: XMLBuilder, view: MinutesView): void {
  const preface = debate.ele('preface')
  preface.ele('p').ele('docTitle').txt(xmlText(view.subject))
  preface.ele('p').ele('docProponent', { refersTo: '#organiser' }).txt(xmlText(view.body))
  const date = preface.ele('p').ele('docDate', { date: isoTime(view.startedAt) })
  date.txt(isoTime(view.startedAt))
  for (const mark of marksOf(view)) preface.ele('p').ele('docStatus').txt(mark)
}

function addRecord(body: XMLBuilder, name: string, heading: string, text: MinutesView['opening']): void {
  if (!text) return
  const section = body.ele('debateSection', { eId: name, name })
  section.ele('heading').txt(heading)
  addProse(section, text)
}

function addRollCall(body: XMLBuilder, { bridges }: MinutesView): void {
  const section = body.ele('rollCall', { eId: 'rollCall' })
  section.ele('heading').txt('Thành phần tham dự')
  for (const [index, { name, unit, delegates, present }] of bridges.entries()) {
    const invited = delegates === null ? '' : `, được mời ${delegates}`
    const counted = present === null ? '' : `, có mặt ${present}`
    section.ele('p', { refersTo: `#org_${index + 1}` }).txt(xmlText(`${name} (${unit})${invited}${counted}`))
  }
}

function addStatements(
  body: XMLBuilder,
  { contributions }: MinutesView,
  agents: Agents,
  source: MinutesContribution['source'],
): void {
  const made = contributions.filter((each) => each.source === source)
  if (made.length === 0) return
  const spoken = source === 'spoken'
  const eId = spoken ? 'oralStatements' : 'writtenStatements'
  const section = body.ele(eId, { eId })
  section.ele('heading').txt(spoken ? 'Ý kiến phát biểu tại hội nghị' : 'Ý kiến góp ý bằng văn bản')
  for (const each of made) addStatement(section, each, agents)
}

function addStatement(section: XMLBuilder, made: MinutesContribution, agents: Agents): void {
  const topics = made.topics.flatMap((topic) => agents.topic(topic) ?? []).map((eId) => `#${eId}`)
  const started = made.turns[0]?.startedAt
  const ended = made.turns.at(-1)?.endedAt
  const speech = section.ele('speech', {
    eId: `speech_${made.ordinal}`,
    GUID: `contribution-${made.id}`,
    by: `#${agents.speaker(made.speaker, made.bridge)}`,
    ...(topics.length > 0 ? { refersTo: topics.join(' ') } : {}),
    ...(started === undefined ? {} : { startTime: isoTime(started) }),
    ...(ended === undefined || ended === null ? {} : { endTime: isoTime(ended) }),
    ...(made.kind ? { class: made.kind, title: KINDS[made.kind] } : {}),
  })
  speech.ele('num').txt(String(made.ordinal))
  speech.ele('from').txt(xmlText(`${made.bridge} (${made.unit}): ${person(made.speaker)}`))
  addProse(speech, made.text)
}

function addVotes(body: XMLBuilder, view: MinutesView): void {
  if (view.votes.length === 0) return
  const section = body.ele('declarationOfVote', { eId: 'votes' })
  section.ele('heading').txt('Biểu quyết')
  for (const block of voteBlocks(view)) section.ele('p').txt(xmlText(wordsOf(block)))
}

function wordsOf(block: TextBlock): string {
  return block.kind === 'text' ? block.spans.map(({ text }) => text).join('') : ''
}
