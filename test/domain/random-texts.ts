import type { Command } from '../../domain/commands.ts'
import { changeOf } from '../../domain/confirmation.ts'
import { standingContributions } from '../../domain/contribution-source.ts'
import { contributionKinds, contributionOf } from '../../domain/contributions.ts'
import { contributionDocument, type DocumentId, documentsOf, subjectOf } from '../../domain/prose.ts'
import { signatureFields } from '../../domain/signing.ts'
import type { ConferenceState } from '../../domain/state.ts'
import { digest, type Intent, type Of, pick, refOf } from './random-intents.ts'
import { central, secretOf } from './small-conference.ts'

/** What is done with texts: opinions, their confirmation, review and the minutes. */
export function textCommand(
  state: ConferenceState,
  intent: Intent<Of<'contribution' | 'confirmation' | 'review' | 'minutes' | 'notice'>>,
  now: number,
): Command {
  const { kind, bridge, seconds, flag, pick: n } = intent
  const topics = [...intent.topics]
  const contribution = refOf(flag ? standingContributions(state) : state.contributions, n)
  const held = contributionOf(state, contribution)
  const secret = secretOf(held?.bridge ?? bridge)
  const change = refOf(state.changes, n)
  const sha256 = digest(n)
  const document = n % 5 === 0 ? pick(['opening', 'conclusion'] as const, seconds) : nameOf(contribution)
  const seen = { docSeq: n % 6 === 0 ? 2 : 3, current: { seq: 3, sha256, empty: n % 7 === 0 } }
  const inBlocks = { docSeq: seen.docSeq, current: { seq: 3, blocks: 2 + (n % 4) } }
  const cuts = [{ block: 1 + (seconds % 3), topics }]
  const reason = `Vì ${secret}${n}`
  switch (kind) {
    case 'contribution/file': {
      const speaker = { name: `Tác giả ${secretOf(bridge)}${n}`, title: null }
      return { type: kind, bridge, speaker, topics }
    }
    case 'contribution/classify':
      return { type: kind, contribution, topics, ...(flag ? { kind: pick(contributionKinds, seconds) } : {}) }
    case 'contribution/confirm':
      return { type: kind, contribution, docSeq: 1 }
    case 'contribution/confirmed':
      return { type: kind, contribution, ...seen }
    case 'contribution/attribute': {
      const name = held?.source.kind === 'spoken' ? `Người nói ${n}` : `Tác giả ${secret}${n}`
      return { type: kind, contribution, speaker: { name, title: null } }
    }
    case 'contribution/split':
      return { type: kind, contribution, docSeq: 1, cuts }
    case 'contribution/split-read':
      return { type: kind, contribution, cuts, ...inBlocks }
    case 'contribution/merge':
      return { type: kind, contributions: [] }
    case 'contribution/merged': {
      const [first] = held ? [held] : state.contributions
      const like = standingContributions(state).filter(
        (other) => flag || (other.bridge === first?.bridge && other.speaker.name === first.speaker.name),
      )
      const contributions = [...new Set([refOf(like, n), refOf(like, n + 1), refOf(like, seconds)])]
      return { type: kind, contributions: contributions.map((id) => ({ contribution: id, ...inBlocks })) }
    }
    case 'contribution/void':
      return { type: kind, contribution, reason }
    case 'contribution/void-read':
      return { type: kind, contribution, reason, current: { ...seen.current, empty: n % 3 > 0 } }
    case 'contribution/reinstate':
      return { type: kind, contribution }
    case 'contribution/attach': {
      const file = { sha256, name: `${secret}${n}.pdf`, mediaType: 'application/pdf', size: seconds }
      return { type: kind, contribution, file }
    }
    case 'contribution/detach':
      return { type: kind, contribution, sha256: held?.attachments[0]?.sha256 ?? sha256 }
    case 'confirmation/propose':
      return { type: kind, contribution, docSeq: 3, text: `Đúng ra là ${secret}${n}` }
    case 'confirmation/withdraw':
      return { type: kind, change }
    case 'confirmation/accept':
      return { type: kind, change, docSeq: 3 }
    case 'confirmation/accept-read':
      return { type: kind, change, docSeq: seen.docSeq, current: { seq: 3 }, becomes: { seq: 4, sha256 } }
    case 'confirmation/decline': {
      const of = changeOf(state, change)?.bridge ?? bridge
      return { type: kind, change, reason: `Không, vì ${secretOf(of)}${n}` }
    }
    case 'confirmation/ask':
      return { type: kind, bridges: flag ? [] : [bridge], until: now + (n % 9 === 0 ? 0 : seconds * 1000) }
    case 'review/comment': {
      const subject = subjectOf(state, document)
      const of = secretOf(subject?.kind === 'contribution' ? subject.bridge : central)
      return { type: kind, document, quote: flag ? `Chữ ${of}` : '', text: `Xem lại ${of}${n}` }
    }
    case 'review/resolve':
      return { type: kind, comment: refOf(state.comments, n) }
    case 'review/lock':
      return { type: kind, document, seconds, takeOver: flag }
    case 'review/unlock':
      return { type: kind, document: (Object.keys(state.locks)[0] as DocumentId | undefined) ?? document }
    case 'review/restore':
      return { type: kind, document, fromSeq: 1, docSeq: 3 }
    case 'review/restore-read':
      return { type: kind, document, fromSeq: n % 4, docSeq: seen.docSeq, current: seen.current }
    case 'review/draft':
    case 'review/draft-read': {
      const record = flag ? 'opening' : 'conclusion'
      if (kind === 'review/draft') return { type: kind, document: record }
      return { type: kind, document: record, current: { seq: 0, empty: n % 3 > 0 } }
    }
    case 'notice/number':
      return { type: kind }
    case 'notice/numbered':
      return { type: kind, number: { body: 'BTCTW', kind: 'notice', term: '2023', number: 1 + (n % 3) } }
    default:
      return minutesCommand(state, { ...intent, kind }, contribution, secret)
  }
}

function minutesCommand(
  state: ConferenceState,
  { kind, flag, pick: n }: Intent<Of<'minutes'>>,
  contribution: number,
  secret: string,
): Command {
  const { minutes } = state
  const version = minutes.kind === 'sealed' ? minutes.version : 1
  const base = (minutes.kind === 'sealed' && minutes.newest) || digest(n)
  const field = signatureFields[n % 4 === 0 ? 2 : flag ? 1 : 0] ?? 'organ'
  switch (kind) {
    case 'minutes/seal':
      return { type: kind }
    case 'minutes/reopen':
      return { type: kind, reason: 'Ghi thiếu một ý kiến' }
    case 'minutes/sealed':
      return seal(state, n % 3 === 0 ? undefined : 'Đã nhắc hai lần')
    case 'minutes/rendered':
      return { type: kind, version, sha256: digest(n), size: 1000 }
    case 'minutes/signed': {
      const file = { base, sha256: digest(n), size: 2000, certificate: digest(7) }
      return { type: kind, version, field, signer: 'Ký (minh họa)', ...file }
    }
    case 'minutes/stamped': {
      const file = { base, sha256: digest(n + 1), size: 3000, by: 'Giờ (minh họa)', time: n, until: n + 9 }
      return { type: kind, version, stamp: flag ? 'signature' : 'archive', ...file }
    }
    case 'minutes/ask-signatures':
      return { type: kind, until: n }
    case 'minutes/refuse-signature':
      return { type: kind, field, reason: 'Ghi sai một ý kiến' }
    case 'minutes/issue':
      return { type: kind }
    case 'minutes/propose-correction':
      return { type: kind, contribution, text: `Sửa ${secret}${n}` }
  }
}

/** The seal that a server would gather; the small conference always has gaps in its ledger, so with a reason. */
export function seal(
  state: ConferenceState,
  gapReason: string | undefined = 'Chủ trì đã nhắc',
): Extract<Command, { type: 'minutes/sealed' }> {
  return {
    type: 'minutes/sealed',
    number: { body: 'BTCTW', kind: 'minutes', term: '2023', number: 1 },
    logHead: { seq: state.seq, hash: digest(state.seq) },
    docs: documentsOf(state).map((id, index) => ({ id, seq: index, sha256: digest(index) })),
    ...(gapReason === undefined ? {} : { gapReason }),
  }
}

const nameOf = contributionDocument
