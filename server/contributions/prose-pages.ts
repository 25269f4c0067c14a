import { changesSight } from '../../domain/view.ts'
import type { Clock } from '../clock.ts'
import type { ConferenceLog } from '../log/conference-log.ts'
import type { Conferences } from '../log/conferences.ts'
import type { PageSocket } from '../sockets.ts'
import type { ProseRooms } from './prose-rooms.ts'
import { type ProseRegistration, type ProseSocket, registerProse } from './prose-sockets.ts'
import { closesOrOpensTexts } from './text-access.ts'
import type { Texts } from './texts.ts'

export interface ProsePagesParts {
  readonly conferences: Conferences
  readonly clock: Clock
  readonly texts: Texts
  readonly rooms: ProseRooms
  readonly report: (error: unknown) => void
}

/** Lets each page that enters a conference write in its texts, for as long as its rights let it. */
export function prosePages({ conferences, clock, texts, rooms, report }: ProsePagesParts) {
  const known = new WeakMap<PageSocket, ProseRegistration>()
  return (socket: PageSocket, conference: ConferenceLog): void => {
    if (known.has(socket)) return
    const { actor } = socket.data.session
    const registration = registerProse(socket as unknown as ProseSocket, {
      conference: conference.id,
      actor: () => actor,
      state: () => conference.state,
      now: () => clock.now(),
      submit: (update) => conferences.prose(update, actor),
      texts,
      rooms,
      failed: report,
    })
    known.set(socket, registration)
    const leave = conference.subscribe((steps) => {
      const events = steps.map((step) => step.entry.event)
      if (changesSight(events) || events.some(closesOrOpensTexts)) registration.recheck()
      // Nothing is logged when a lock ends by itself.
      for (const event of events)
        if (event.type === 'text-locked')
          setTimeout(() => registration.recheck(), event.until - clock.now() + 50).unref()
    })
    socket.on('disconnect', leave)
  }
}
