import { useEffect } from 'react'
import { words } from '../messages/catalogue.ts'
import { useSession } from '../session/use-session.ts'
import { Patience } from './patience.tsx'

/** The bare address: to the page of whoever is signed in, else to where one signs in. */
export function Home() {
  const session = useSession()
  useEffect(() => {
    if (session.kind === 'signed-in') location.replace(session.session.home)
    else if (session.kind === 'refused') location.replace('/vao')
  }, [session])
  return <Patience>{words.gate.connecting}</Patience>
}
