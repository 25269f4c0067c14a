import { useState } from 'react'
import type { DocumentId } from '../../domain/prose.ts'
import { useConference, useMay } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Confirmation } from '../design/dialog.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import { clockTime } from '../messages/format.ts'
import type { Step } from './steps.ts'

/** Makes an older state of a text its newest, asked once; nothing to whoever may not, or at the newest. */
export function Restore({
  document,
  steps,
  place,
  onRestored,
}: {
  readonly document: DocumentId
  readonly steps: readonly Step[]
  readonly place: number
  readonly onRestored: (isDone: boolean) => Promise<void>
}) {
  const { phase } = useConference()
  const may = useMay()
  const { run, problem, dismiss } = useCommands()
  const [asks, setAsks] = useState(false)
  const [step, latest] = [steps[place], steps.at(-1)]
  if (phase === 'sealed' || !step || !latest || !may('review/restore')) return null
  const restore = async () => {
    // What the list holds is what was seen: a text that has gone on since is not written over.
    const command = { type: 'review/restore', document, fromSeq: step.to, docSeq: latest.to } as const
    const isDone = await run(command)
    await onRestored(isDone)
  }
  return (
    <>
      {problem && <Notice onDismiss={dismiss}>{problem}</Notice>}
      {step !== latest && <Button onPress={() => setAsks(true)}>{words.review.restore}</Button>}
      <Confirmation
        title={words.review.restoreTitle}
        consequences={[words.review.restoreWhat(clockTime(step.ended)), ...words.review.restoreConsequences]}
        act={words.review.restore}
        isOpen={asks}
        onClose={() => setAsks(false)}
        onConfirm={restore}
      />
    </>
  )
}
