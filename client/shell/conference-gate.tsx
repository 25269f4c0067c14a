import { type ReactNode, useEffect, useState } from 'react'
import type { Failure } from '../../domain/protocol.ts'
import { ConferenceProvider, useView } from '../conference/context.tsx'
import { useReloadWhenIdle } from '../conference/use-reload-when-idle.ts'
import type { Connection } from '../connection/connection.ts'
import { watchNetwork } from '../connection/network-watch.ts'
import { LinkButton } from '../design/button.tsx'
import { sentenceOf, words } from '../messages/catalogue.ts'
import { namedConference } from '../session/ask.ts'
import type { Session } from '../session/session.ts'
import { useSession } from '../session/use-session.ts'
import { Message } from './message.tsx'
import { takeLine } from './page-line.ts'
import { Patience } from './patience.tsx'

/** Draws a page once there is a session, a line and facts; until then, and when there will be none, says why. */
export function ConferenceGate({
  children,
  awaiting = null,
  empty = null,
}: {
  readonly children: ReactNode
  /** What a hall's device shows until it is approved. */
  readonly awaiting?: ReactNode
  /** What somebody sees who is signed in and has no conference. */
  readonly empty?: ReactNode
}) {
  const session = useSession()
  if (session.kind === 'asking')
    return <Patience more={words.gate.connectingLong}>{words.gate.connecting}</Patience>
  if (session.kind === 'refused') return <Refused failure={session.failure} />
  const conference = session.session.conference ?? namedConference()
  if (conference === null) return empty ?? <Forbidden />
  return (
    <InConference session={session.session} conference={conference} awaiting={awaiting}>
      {children}
    </InConference>
  )
}

function InConference({
  session,
  conference,
  awaiting,
  children,
}: {
  readonly session: Session
  readonly conference: string
  readonly awaiting: ReactNode
  readonly children: ReactNode
}) {
  const [connection, setConnection] = useState<Connection | null>(null)
  useEffect(() => {
    const opened = takeLine(conference)
    setConnection(opened)
    const unwatch = watchNetwork(opened.networkChanged)
    return () => {
      unwatch()
      opened.close()
    }
  }, [conference])
  if (!connection) return null
  return (
    <ConferenceProvider connection={connection}>
      <Gate session={session} awaiting={awaiting}>
        {children}
      </Gate>
    </ConferenceProvider>
  )
}

function Gate({
  session,
  awaiting,
  children,
}: {
  readonly session: Session
  readonly awaiting: ReactNode
  readonly children: ReactNode
}) {
  const { status, refusal, state } = useView()
  useReloadWhenIdle()
  if (status === 'refused' && refusal) return <Refused failure={refusal} session={session} />
  if (status === 'awaiting' && awaiting !== null) return awaiting
  if (!state?.facts) return <Patience more={words.gate.connectingLong}>{words.gate.connecting}</Patience>
  return children
}

function Refused({ failure, session }: { readonly failure: Failure; readonly session?: Session }) {
  return (
    <Message
      title={words.gate.refused}
      acts={
        session && failure.code === 'access/not-allowed' ? (
          <LinkButton href={session.home}>{words.common.pages}</LinkButton>
        ) : (
          <LinkButton href="/verify" tone="quiet">
            {words.common.verify}
          </LinkButton>
        )
      }
    >
      <p>{sentenceOf(failure)}</p>
      <p>{words.gate.signInAgain}</p>
    </Message>
  )
}

/** Somebody who is in the conference, but not in the role that this page is for. */
export function Forbidden() {
  return (
    <Message title={words.gate.forbidden} acts={<LinkButton href="/">{words.common.pages}</LinkButton>}>
      <p>{words.gate.forbiddenWhat}</p>
    </Message>
  )
}
