import { createElement as element, useRef, useState } from 'react'
import { ConferenceProvider, useConference } from '../../../client/conference/context.tsx'
import type { Connection } from '../../../client/connection/connection.ts'
import type { LineConnection } from '../../../client/prose/prose-line.ts'
import { Cards } from '../../../client/secretary/cards.tsx'
import { cardsOf } from '../../../client/secretary/desk-texts.ts'
import { Sheet } from '../../../client/secretary/sheet.tsx'
import { TextsProvider } from '../../../client/secretary/texts-context.tsx'
import { useClassification } from '../../../client/secretary/use-classification.ts'
import type { DocumentId } from '../../../domain/prose.ts'
import type { ConferenceState } from '../../../domain/state.ts'

/** The cards and the sheet of a desk in a conference with this state, for somebody who may do everything there. */
export function ManyCards({
  user,
  line,
  state,
}: {
  readonly user: string
  readonly line: LineConnection
  readonly state: ConferenceState
}) {
  const [connection] = useState(() => connectionOf(user, line, state))
  // biome-ignore lint/correctness/noChildrenProp: the type of the provider asks for them among its properties
  const texts = element(TextsProvider, { person: user, children: element(Bench) })
  // biome-ignore lint/correctness/noChildrenProp: the same
  return element(ConferenceProvider, { connection, children: texts })
}

function Bench() {
  const state = useConference()
  const [cards] = useState(() => cardsOf(state))
  const [document, choose] = useState<DocumentId>('conclusion')
  const editor = useRef(null)
  const card = cards.find((held) => held.document === document)
  const classification = useClassification(card?.contribution)
  const nothing = () => {}
  const chosen = {
    document,
    byHand: true,
    offer: null,
    following: false,
    choose,
    follow: nothing,
    putOff: nothing,
  }
  return element(
    'div',
    { style: { display: 'grid', gridTemplateColumns: '316px 1fr', height: '100vh' } },
    element(Cards, { cards, chosen, onFind: nothing }),
    element(Sheet, {
      key: document,
      document,
      card,
      earlier: null,
      autoFocus: true,
      classification,
      editor,
      onEditor: nothing,
      onChoose: choose,
    }),
  )
}

function connectionOf(user: string, line: LineConnection, state: ConferenceState): Connection {
  const held = {
    state,
    grants: [{ role: 'secretary', bridge: 'tw' }],
    identity: { kind: 'person', person: user, name: user, title: null },
  }
  let before: unknown
  let view: unknown
  const joined = () => {
    // The same object as long as the line stays what it is.
    const now = line.view()
    if (before !== now) view = { ...held, ...now }
    before = now
    return view
  }
  return { ...line, conference: 'conference', view: joined, serverNow: Date.now } as unknown as Connection
}
