import { useConference, useMay } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Icon } from '../design/icon.tsx'
import { words } from '../messages/catalogue.ts'
import { Problem } from './problem.tsx'
import { useControlKey } from './use-control-key.ts'

/** Closes every microphone at once, and opens them again. */
export function CutButton() {
  const { floor } = useConference()
  const may = useMay()
  const commands = useCommands()
  const cut = () => void commands.run({ type: 'floor/cut' })
  useControlKey('.', cut, may('floor/cut') && !floor.cut)
  return (
    <>
      {floor.cut
        ? may('floor/restore') && (
            <Button
              tone="final"
              onPress={() => void commands.run({ type: 'floor/restore' })}
              isPending={commands.busy}
            >
              <Icon name="microphone" />
              {words.chair.restore}
            </Button>
          )
        : may('floor/cut') && (
            <Button
              tone="danger"
              onPress={cut}
              isPending={commands.busy}
              keys={words.chair.keys.cut}
              aria-keyshortcuts="Control+."
            >
              <Icon name="microphone-closed" />
              {/* The microphones close before the log knows of it, even with the database away. */}
              {commands.busy ? words.chair.cutting : words.chair.cutAll}
            </Button>
          )}
      <Problem commands={commands} />
    </>
  )
}
