import type { SynthesisLine, SynthesisView } from '../../templates/synthesis-view.ts'
import { type ConferenceFile, viewOf } from './conference-view.ts'

const VERDICTS = ['accepted', 'partly', 'explained'] as const

/** The synthesis that a conference file would give, every fourth opinion without an answer, the first three grouped. */
export function synthesisOf(file: ConferenceFile, changes: Partial<SynthesisView> = {}): SynthesisView {
  const minutes = viewOf(file)
  const sections = minutes.topics.map(({ title, depth }) => ({
    topic: title,
    depth,
    lines: minutes.contributions
      .filter(({ topics }) => topics.includes(title))
      .map(({ ordinal, id, source, kind, bridge, unit, speaker, text }, index): SynthesisLine => {
        const grouped = index < 3
        const verdict = VERDICTS[index % 3] as (typeof VERDICTS)[number]
        return {
          ordinal,
          id,
          source,
          kind,
          bridge,
          unit,
          speaker,
          text,
          group: grouped ? { id: 900, title: `Nhóm ý kiến về ${title}` } : null,
          answer: grouped
            ? { id: 901, verdict: 'accepted', text: `Tiếp thu, chỉnh lý quy định về ${title}.` }
            : index % 4 === 3
              ? null
              : { id: 910 + index, verdict, text: `Trả lời ý kiến số ${ordinal}: giữ như dự thảo.` },
        }
      }),
  }))
  const lines = sections.flatMap((section) => section.lines)
  const answered = (verdict: string) => lines.filter(({ answer }) => answer?.verdict === verdict).length
  const { profile, demonstration, superior, body, subject, document, simulatedClock, log } = minutes
  return {
    profile,
    demonstration,
    draft: false,
    superior,
    body,
    subject,
    document,
    simulatedClock,
    log,
    madeAt: minutes.sealedAt,
    sections,
    counts: {
      opinions: minutes.contributions.length,
      lines: lines.length,
      accepted: answered('accepted'),
      partly: answered('partly'),
      explained: answered('explained'),
      unanswered: lines.filter(({ answer }) => answer === null).length,
      silentTopics: sections.filter((section) => section.lines.length === 0).length,
    },
    ...changes,
  }
}
