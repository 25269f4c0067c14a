import { holderTurn } from '../../domain/floor.ts'
import { Button } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import { useConference } from './context.tsx'
import { useCommands } from './use-command.ts'

/** The bridge that holds the floor gives it back. */
export function EndTurn({
  bridge,
  size = 'usual',
}: {
  readonly bridge: string
  readonly size?: 'usual' | 'big'
}) {
  const turn = holderTurn(useConference())
  const commands = useCommands()
  if (turn?.bridge !== bridge) return null
  return (
    <>
      <Button
        tone="primary"
        size={size}
        isPending={commands.busy}
        onPress={() => void commands.run({ type: 'floor/yield', turn: turn.id })}
      >
        {words.floor.endTurn}
      </Button>
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
    </>
  )
}
