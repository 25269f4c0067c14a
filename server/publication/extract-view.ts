import { declaredNone } from '../../domain/ledger.ts'
import { bridgeOf, type ConferenceState } from '../../domain/state.ts'
import type { ExtractView } from '../../templates/extract-view.ts'
import type { MinutesView } from '../../templates/minutes-view.ts'

/** Under which an invented representative signs; never a real person's name. */
const DEMONSTRATION_SIGNER = { name: 'Đại diện điểm cầu (minh họa)' }

/** What the minutes say of one bridge, and nothing that they say of another. */
export function extractView(state: ConferenceState, minutes: MinutesView, bridge: string): ExtractView {
  const held = minutes.bridges.find(({ id }) => id === bridge)
  if (!held || !bridgeOf(state, bridge)) throw new RangeError(`no bridge ${bridge}`)
  // By number and not by name: two bridges may be called the same.
  const own = new Map(
    state.contributions.flatMap((each) => (each.bridge === bridge ? [[each.id, each] as const] : [])),
  )
  const { profile, profileOverrides, demonstration, draft, superior, body, subject } = minutes
  const { simulatedClock, log, startedAt, endedAt, sealedAt, chair, signers } = minutes
  const asked = Object.hasOwn(state.confirmationsAsked, bridge) ? state.confirmationsAsked[bridge] : undefined
  return {
    profile,
    profileOverrides,
    demonstration,
    draft,
    superior,
    body,
    subject,
    simulatedClock,
    log,
    bridge: {
      name: held.name,
      unit: held.unit,
      chair: held.chair,
      invited: held.delegates,
      present: held.present,
    },
    minutesNumber: minutes.number,
    startedAt,
    endedAt,
    madeAt: sealedAt,
    chair,
    contributions: minutes.contributions.flatMap((made) => {
      const confirmation = own.get(made.id)?.confirmation
      if (!confirmation) return []
      const stands = confirmation.kind === 'confirmed' && made.confirmed === 'confirmed'
      return [{ ...made, confirmedAt: stands ? confirmation.at : null }]
    }),
    declaredNone: declaredNone(state, bridge).length > 0,
    confirmUntil: asked?.until ?? null,
    signers: {
      secretary: signers.secretary,
      bridge: demonstration ? DEMONSTRATION_SIGNER : held.chair && { name: held.chair.name },
    },
  }
}
