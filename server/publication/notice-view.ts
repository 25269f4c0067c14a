import { isNoticeDraft } from '../../domain/notice.ts'
import type { ConferenceState } from '../../domain/state.ts'
import type { MinutesView } from '../../templates/minutes-view.ts'
import type { NoticeView } from '../../templates/notice-view.ts'
import { documentNumber, profileOf } from '../../templates/profiles/index.ts'

/** Stands where a draft has no number yet. */
const BLANK = '……'

/** The notice of the conclusion, by what the minutes say; a draft until it has its number. */
export function noticeView(state: ConferenceState, minutes: MinutesView, now: number): NoticeView {
  const { facts, notice } = state
  if (!facts) throw new RangeError('a conference that was not created has no notice')
  const draft = isNoticeDraft(state)
  const profile = profileOf(facts.profile, facts.profileOverrides)
  const issued = draft ? null : notice
  const number =
    (issued && noticeNumber(state)) ??
    blankNumber(profile.documents.notice.number ?? '', facts.organiserSymbol)
  const { demonstration, superior, body, subject, simulatedClock, log, startedAt } = minutes
  const { chair, conclusion, tasks, signers } = minutes
  return {
    profile: facts.profile,
    profileOverrides: facts.profileOverrides,
    demonstration,
    draft,
    superior,
    body,
    subject,
    simulatedClock,
    log,
    number,
    place: facts.place ?? null,
    issuedAt: issued?.at ?? null,
    startedAt,
    madeAt: issued?.at ?? now,
    minutesNumber: minutes.number,
    bridges: minutes.bridges.length,
    connected: minutes.connected,
    chair,
    conclusion,
    tasks,
    signer: signers.chair,
    recipients: [
      ...minutes.recipients,
      ...(tasks.length > 0 ? ['Các cơ quan, đơn vị được giao nhiệm vụ'] : []),
    ],
  }
}

/** As it stands on the first page: `Số 01-TB/BTCTW`; null until it has one. */
export function noticeNumber({ facts, notice }: ConferenceState): string | null {
  if (!facts || !notice) return null
  const profile = profileOf(facts.profile, facts.profileOverrides)
  return documentNumber(profile, notice.number.number, notice.number.body, 'notice')
}

function blankNumber(pattern: string, symbol: string): string {
  return pattern.replace('{n}', BLANK).replace('{symbol}', () => symbol)
}
