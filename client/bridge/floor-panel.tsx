import { useState } from 'react'
import { holderTurn } from '../../domain/floor.ts'
import { useConference, useMay } from '../conference/context.tsx'
import { placeOf, speakerLine, timesSpoken } from '../conference/floor-view.ts'
import { nameOf, topicsLine } from '../conference/names.ts'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Facts } from '../design/facts.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './bridge.module.css'
import { OpinionDialog } from './opinion-dialog.tsx'
import { OwnTurn } from './own-turn.tsx'

/** Where this bridge stands in the debate: may ask, waits, or speaks. */
export function FloorPanel({ bridge }: { readonly bridge: string }) {
  const state = useConference()
  const own = state.bridges.find((held) => held.id === bridge)
  const turn = holderTurn(state)
  const place = placeOf(state, bridge)
  return (
    <section className={styles.section} aria-labelledby="own">
      <div>
        <h2 id="own" className={styles.name}>
          {words.bridge.own(nameOf(state, bridge))}
        </h2>
        {own && <p className={styles.small}>{own.unit}</p>}
      </div>
      {turn?.bridge === bridge ? (
        <OwnTurn bridge={bridge} />
      ) : place > 0 ? (
        <Waiting bridge={bridge} place={place} />
      ) : (
        <Ask bridge={bridge} />
      )}
    </section>
  )
}

function Waiting({ bridge, place }: { readonly bridge: string; readonly place: number }) {
  const state = useConference()
  const commands = useCommands()
  const { queue } = state.floor
  const request = queue[place - 1]
  if (!request) return null
  const before = queue.slice(0, place - 1).map((held) => nameOf(state, held.bridge))
  return (
    <>
      <div className={styles.place} role="status">
        <strong>{place}</strong>
        <p>
          <b>{place === 1 ? words.bridge.next : words.bridge.waiting}</b>
          <span>{words.bridge.place(place, queue.length)}</span>
        </p>
      </div>
      <Facts
        of={[
          ...(before.length > 0 ? [{ name: words.bridge.before, value: before.join(', ') }] : []),
          { name: words.bridge.speaker, value: speakerLine(request.speaker) },
          { name: words.bridge.topics, value: topicsLine(state, request.topics) ?? words.floor.noTopic },
        ]}
      />
      <Withdraw request={request.id} bridge={bridge} commands={commands} />
    </>
  )
}

function Withdraw({
  request,
  bridge,
  commands,
}: {
  readonly request: number
  readonly bridge: string
  readonly commands: ReturnType<typeof useCommands>
}) {
  const may = useMay()
  if (!may('floor/withdraw', bridge)) return null
  return (
    <>
      <Button
        size="big"
        isPending={commands.busy}
        onPress={() => void commands.run({ type: 'floor/withdraw', request })}
      >
        {words.floor.withdraw}
      </Button>
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
    </>
  )
}

function Ask({ bridge }: { readonly bridge: string }) {
  const state = useConference()
  const may = useMay()
  const [open, setOpen] = useState(false)
  const spoken = timesSpoken(state, bridge)
  const isOpen = state.phase === 'open'
  const what =
    state.phase === 'preparing' ? words.bridge.notYet : isOpen ? words.bridge.mayAsk : words.bridge.over
  return (
    <>
      <p className={styles.small}>
        {what} {spoken > 0 && words.bridge.spoken(spoken)}
      </p>
      {may('floor/request', bridge) && (isOpen || state.phase === 'preparing') && (
        <Button tone="primary" size="big" isDisabled={!isOpen} onPress={() => setOpen(true)}>
          {words.floor.request}
        </Button>
      )}
      <OpinionDialog
        bridge={bridge}
        labels={{
          title: words.bridge.requestTitle,
          what: null,
          name: words.floor.speaker,
          nameNeeded: words.floor.speakerNeeded,
          act: words.floor.send,
        }}
        isOpen={open}
        onClose={() => setOpen(false)}
        command={(speaker, topics) => ({ type: 'floor/request', bridge, speaker, topics })}
      />
    </>
  )
}
