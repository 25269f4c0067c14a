import { createHash } from 'node:crypto'
import { contributionsInOrder, turnsOfContribution } from '../../domain/contribution-source.ts'
import type { Contribution } from '../../domain/contributions.ts'
import { turnOf } from '../../domain/floor.ts'
import type { Minutes } from '../../domain/minutes.ts'
import { contributionDocument, type ProseNode } from '../../domain/prose.ts'
import { bridgeOf, type ConferenceState, centralBridge } from '../../domain/state.ts'
import { citedTopic } from '../../templates/cited-topic.ts'
import type { MinutesView } from '../../templates/minutes-view.ts'
import { canonicalText } from '../log/chain.ts'
import { minutesNumber } from './number.ts'
import {
  bridgesView,
  connectedHalls,
  gapView,
  holdersOf,
  noOpinionView,
  placeView,
  replacedView,
  topicsView,
  votesView,
} from './view-facts.ts'

/** Names under which demonstrations are signed; never a real person's. */
const demonstrationSigners = {
  secretary: { name: 'Thư ký (minh họa)' },
  chair: { name: 'Chủ trì (minh họa)' },
  organ: { name: 'Con dấu cơ quan (minh họa)' },
} as const

export interface ViewSources {
  /** Where sealed minutes can be checked by anyone; left out where no server answers for them. */
  readonly verifyUrl?: ((version: number, logHash: string) => string) | undefined
  readonly state: ConferenceState
  /** Every text by document id. */
  readonly texts: ReadonlyMap<string, ProseNode>
  readonly demonstration: boolean
  readonly now: number
  readonly sealed: {
    readonly minutes: Extract<Minutes, { kind: 'sealed' }>
    /** Seq and hash of the entry that is the seal. */
    readonly entry: { readonly seq: number; readonly hash: string }
    readonly extract: string
  } | null
}

/** The minutes as the log and the texts give them. Unsealed they are a draft. */
export function minutesView(sources: ViewSources): MinutesView {
  const { state, texts, demonstration, now, sealed, verifyUrl } = sources
  const { facts } = state
  if (!facts) throw new RangeError('a conference that was not created has no minutes')
  const central = centralBridge(state)
  const chair = holdersOf(state, 'chair', central)[0] ?? { name: 'Chủ trì hội nghị', title: null }
  const secretaries = holdersOf(state, 'secretary', central)
  const { organ, ...signing } = demonstration
    ? demonstrationSigners
    : {
        secretary: { name: secretaries[0]?.name ?? 'Thư ký' },
        chair: { name: chair.name },
        organ: { name: facts.organiser },
      }
  const signers = { ...signing, ...(facts.organSeal === true ? { organ } : {}) }
  const sealedDocs = new Map(sealed?.minutes.docs.map((doc) => [doc.id as string, doc]) ?? [])
  return {
    profile: facts.profile,
    profileOverrides: facts.profileOverrides,
    demonstration,
    draft: sealed === null,
    number: sealed && minutesNumber(facts, sealed.minutes.number),
    superior: facts.superior,
    body: facts.organiser,
    subject: facts.title,
    place: placeView(state),
    connected: connectedHalls(state),
    startedAt: state.openedAt ?? facts.startsAt,
    endedAt: state.concludedAt ?? now,
    sealedAt: sealed?.minutes.at ?? now,
    simulatedClock: facts.clock === 'simulated',
    document: facts.document,
    submittedTo: facts.submittedTo,
    chair,
    secretaries,
    bridges: bridgesView(state),
    topics: topicsView(state),
    opening: written(texts.get('opening')),
    contributions: contributionsInOrder(state).map((held, index) => {
      const sealedText = sealedDocs.get(contributionDocument(held.id))?.sha256 ?? null
      return contributionView(state, held, index + 1, texts, sealedText)
    }),
    noOpinion: noOpinionView(state),
    votes: votesView(state),
    conclusion: written(texts.get('conclusion')),
    tasks: state.tasks.map(({ work, lead, coordinating, due }) => ({ work, lead, coordinating, due })),
    gap: gapView(state, sealed?.minutes.gap ?? null),
    signers,
    recipients: recipientsOf(state),
    log: sealed?.entry ?? { seq: state.seq, hash: '' },
    verifyUrl: (sealed && verifyUrl?.(sealed.minutes.version, sealed.entry.hash)) ?? null,
    version: sealed?.minutes.version ?? state.formerMinutes.length + 1,
    replaces: replacedView(state),
    attachments: sealed
      ? [
          {
            name: 'log.json',
            description: 'Nhật ký hội nghị',
            mimeType: 'application/json',
            bytes: new TextEncoder().encode(sealed.extract),
          },
        ]
      : [],
  }
}

function contributionView(
  state: ConferenceState,
  held: Contribution,
  ordinal: number,
  texts: ReadonlyMap<string, ProseNode>,
  sealedSha256: string | null,
): MinutesView['contributions'][number] {
  const { id, source, origins, kind, confirmation, attachments } = held
  const bridge = bridgeOf(state, held.bridge)
  const turns = turnsOfContribution(state, id).flatMap((turn) => turnOf(state, turn) ?? [])
  const text = texts.get(contributionDocument(id))
  const same =
    confirmation.kind === 'confirmed' &&
    confirmation.sha256 === (sealedSha256 ?? (text ? digestOf(text) : null))
  return {
    ordinal,
    id,
    source: source.kind,
    kind,
    bridge: bridge?.name ?? held.bridge,
    unit: bridge?.unit ?? '',
    speaker: held.speaker,
    topics: held.topics.map((topic) => citedTopic(state.topics, topic)),
    turns: turns.map((turn) => ({
      id: turn.id,
      startedAt: turn.grantedAt,
      endedAt: turn.state.kind === 'ended' ? turn.state.at : null,
    })),
    origin: origins.length === 0 ? null : origins.length === 1 ? 'split' : 'merge',
    filedAt: source.kind === 'written' ? source.filedAt : null,
    confirmed: confirmation.kind === 'none' ? 'no' : same ? 'confirmed' : 'changed-after',
    files: attachments.map(({ name, size, sha256 }) => ({ name, size, sha256 })),
    text: text ?? { type: 'doc', content: [{ type: 'paragraph' }] },
  }
}

/** As a confirmation names a text: SHA-256 of its canonical (RFC 8785) JSON. */
function digestOf(text: ProseNode): string {
  return createHash('sha256').update(canonicalText(text)).digest('hex')
}

function recipientsOf(state: ConferenceState): readonly string[] {
  const to = state.facts?.submittedTo
  return [...(to ? [`${to} (để báo cáo)`] : []), 'Các điểm cầu dự hội nghị']
}

/** Null for a text without a word. */
function written(text: ProseNode | undefined): ProseNode | null {
  const hasWords = (node: ProseNode): boolean => node.type === 'text' || (node.content ?? []).some(hasWords)
  return text && hasWords(text) ? text : null
}
