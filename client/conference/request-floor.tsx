import { useState } from 'react'
import { Button } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { onDemand } from '../design/on-demand.tsx'
import { words } from '../messages/catalogue.ts'
import { useConference } from './context.tsx'
import { placeOf } from './floor-view.ts'
import { useCommands } from './use-command.ts'

const RequestDialog = onDemand(async () => (await import('./request-dialog.tsx')).RequestDialog)

/** Asks for the floor for one bridge, with who will speak and on what; or takes the request back. */
export function RequestFloor({
  bridge,
  size = 'usual',
}: {
  readonly bridge: string
  readonly size?: 'usual' | 'big'
}) {
  const state = useConference()
  const commands = useCommands()
  const [open, setOpen] = useState(false)
  const [opened, setOpened] = useState(false)
  const show = () => {
    setOpen(true)
    setOpened(true)
  }
  const place = placeOf(state, bridge)
  const request = state.floor.queue[place - 1]
  const holds = state.floor.turns.some((turn) => turn.bridge === bridge && turn.state.kind === 'speaking')
  if (request && place > 0)
    return (
      <>
        <Button
          size={size}
          isPending={commands.busy}
          onPress={() => void commands.run({ type: 'floor/withdraw', request: request.id })}
        >
          {words.floor.withdraw}
        </Button>
        {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
      </>
    )
  if (holds || state.phase === 'concluded' || state.phase === 'sealed') return null
  return (
    <>
      <Button tone="primary" size={size} isDisabled={state.phase !== 'open'} onPress={show}>
        {words.floor.request}
      </Button>
      {/* What was typed stays for the next opening. */}
      {opened && <RequestDialog bridge={bridge} isOpen={open} onClose={() => setOpen(false)} />}
    </>
  )
}
