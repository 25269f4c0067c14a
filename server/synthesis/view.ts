import { contributionsInOrder } from '../../domain/contribution-source.ts'
import { contributionDocument, type ProseNode } from '../../domain/prose.ts'
import { bridgeOf, type ConferenceState } from '../../domain/state.ts'
import { type SynthesisLine, synthesis } from '../../domain/synthesis.ts'
import { verdicts } from '../../domain/synthesis-commands.ts'
import { citedTopic } from '../../templates/cited-topic.ts'
import type { SynthesisCounts, SynthesisSection, SynthesisView } from '../../templates/synthesis-view.ts'

export interface SynthesisSources {
  readonly state: ConferenceState
  /** Every text by document id. */
  readonly texts: ReadonlyMap<string, ProseNode>
  readonly demonstration: boolean
  readonly now: number
  /** Hash of the log's last entry, hexadecimal. */
  readonly logHash: string
}

/** The synthesis as the log and the texts give it; a draft until the minutes are sealed. */
export function synthesisView({
  state,
  texts,
  demonstration,
  now,
  logHash,
}: SynthesisSources): SynthesisView {
  const { facts } = state
  if (!facts) throw new RangeError('a conference that was not created has no synthesis')
  const ordinals = new Map(contributionsInOrder(state).map(({ id }, index) => [id, index + 1]))
  const sections = synthesis(state).map(
    ({ topic, depth, lines }): SynthesisSection => ({
      topic: topic && citedTopic(state.topics, topic.id),
      depth,
      lines: lines.map((line) => lineView(state, line, ordinals, texts)),
    }),
  )
  const { profile, profileOverrides, superior, organiser, title, document, clock } = facts
  return {
    profile,
    profileOverrides,
    demonstration,
    draft: state.phase !== 'sealed',
    superior,
    body: organiser,
    subject: title,
    document,
    simulatedClock: clock === 'simulated',
    madeAt: now,
    log: { seq: state.seq, hash: logHash },
    sections,
    counts: countsOf(sections, ordinals.size),
  }
}

function lineView(
  state: ConferenceState,
  { contribution, group, answer }: SynthesisLine,
  ordinals: ReadonlyMap<number, number>,
  texts: ReadonlyMap<string, ProseNode>,
): SynthesisSection['lines'][number] {
  const { id, source, kind, speaker } = contribution
  const bridge = bridgeOf(state, contribution.bridge)
  return {
    ordinal: ordinals.get(id) ?? 0,
    id,
    source: source.kind,
    kind,
    bridge: bridge?.name ?? contribution.bridge,
    unit: bridge?.unit ?? '',
    speaker,
    group: group && { id: group.id, title: group.title },
    answer: answer && { id: answer.id, verdict: answer.verdict, text: answer.text },
    text: texts.get(contributionDocument(id)) ?? { type: 'doc', content: [{ type: 'paragraph' }] },
  }
}

function countsOf(sections: readonly SynthesisSection[], opinions: number): SynthesisCounts {
  const lines = sections.flatMap((section) => section.lines)
  const [accepted, partly, explained] = verdicts.map(
    (verdict) => lines.filter(({ answer }) => answer?.verdict === verdict).length,
  ) as [number, number, number]
  return {
    opinions,
    lines: lines.length,
    accepted,
    partly,
    explained,
    unanswered: lines.filter(({ answer }) => answer === null).length,
    silentTopics: sections.filter((section) => section.lines.length === 0).length,
  }
}
