import { useState } from 'react'
import { useConference, useMay } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Confirmation } from '../design/dialog.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import { FormerMinutesList } from '../minutes/former-minutes.tsx'
import styles from './chair-page.module.css'
import { SealDialog } from './seal-dialog.tsx'

/** The next step of the whole conference: open, conclude, seal. Each asks once and names what follows. */
export function PhaseActs() {
  const state = useConference()
  const may = useMay()
  const commands = useCommands()
  // The question belongs to one phase: the event of an act may come before its answer, and must not ask the next one.
  const [asked, setAsked] = useState<typeof state.phase>()
  const steps = {
    preparing: {
      right: 'conference/open',
      act: words.chair.open,
      title: words.chair.openTitle,
      consequences: words.chair.openConsequences,
      run: () => commands.run({ type: 'conference/open' }),
    },
    open: {
      right: 'conference/conclude',
      act: words.chair.conclude,
      title: words.chair.concludeTitle,
      consequences: [
        ...(state.floor.queue.length > 0 ? [words.chair.waitingWillFall(state.floor.queue.length)] : []),
        ...words.chair.concludeConsequences,
      ],
      run: () => commands.run({ type: 'conference/conclude' }),
    },
    concluded: { right: 'minutes/seal', act: words.chair.seal },
  } as const
  if (state.phase === 'sealed') return null
  const step = steps[state.phase]
  if (!may(step.right)) return null
  const isAsking = asked === state.phase
  const close = () => setAsked(undefined)
  return (
    <section className={styles.section}>
      {state.phase === 'concluded' && <FormerMinutesList />}
      <Button
        size={state.phase === 'open' ? 'usual' : 'big'}
        tone={state.phase === 'concluded' ? 'danger' : state.phase === 'preparing' ? 'primary' : 'plain'}
        onPress={() => setAsked(state.phase)}
        isPending={commands.busy}
        className={styles.wide ?? ''}
      >
        {step.act}
      </Button>
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
      {'run' in step ? (
        <Confirmation
          key={state.phase}
          title={step.title}
          consequences={step.consequences}
          act={step.act}
          isOpen={isAsking}
          onClose={close}
          onConfirm={step.run}
        />
      ) : (
        <SealDialog isOpen={isAsking} onClose={close} />
      )}
    </section>
  )
}
