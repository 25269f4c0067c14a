import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { contributionOf } from '../../domain/contributions.ts'
import { useConference, useConnection, useMay } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { DialogActs } from '../design/dialog.tsx'
import { Notice } from '../design/notice.tsx'
import { sentenceOf, words } from '../messages/catalogue.ts'
import { randomId } from '../session/random-id.ts'
import { type AttachedWords, attachFile } from './attach.ts'
import styles from './attachments.module.css'

type Sending =
  | { readonly kind: 'sending' }
  | { readonly kind: 'failed'; readonly problem: string }
  | { readonly kind: 'sent'; readonly text: AttachedWords }

/** Sends a file to an opinion and says what became of its words; `onDone` when there is nothing left to say. */
export function Upload({
  contribution,
  file,
  onDone,
}: {
  readonly contribution: number
  readonly file: File
  readonly onDone: () => void
}) {
  const { conference } = useConnection()
  const [state, setState] = useState<Sending>({ kind: 'sending' })
  const command = useRef(randomId())
  const send = async () => {
    setState({ kind: 'sending' })
    const answer = await attachFile(conference, contribution, file, command.current)
    if (answer.ok) return setState({ kind: 'sent', text: answer.value.text })
    // A retry of the same act keeps its id; a refusal is the end of it.
    if (!answer.code.startsWith('page/')) command.current = randomId()
    setState({ kind: 'failed', problem: sentenceOf(answer) })
  }
  const begin = useEffectEvent(() => void send())
  useEffect(() => begin(), [])
  return (
    <>
      {state.kind === 'sending' && <p role="status">{words.attachments.sending(file.name)}</p>}
      {state.kind === 'failed' && <Notice>{state.problem}</Notice>}
      {state.kind === 'sent' && <Outcome contribution={contribution} text={state.text} />}
      <DialogActs>
        {state.kind === 'failed' && (
          <Button onPress={() => void send()}>{words.attachments.sendAgain}</Button>
        )}
        <Button tone="primary" onPress={onDone} isDisabled={state.kind === 'sending'}>
          {words.common.close}
        </Button>
      </DialogActs>
    </>
  )
}

function Outcome({ contribution, text }: { readonly contribution: number; readonly text: AttachedWords }) {
  const state = useConference()
  const may = useMay()
  const commands = useCommands()
  const [proposed, setProposed] = useState(false)
  const bridge = contributionOf(state, contribution)?.bridge ?? null
  const propose = async (of: string) => {
    const command = { type: 'confirmation/propose', contribution, docSeq: 0, text: of } as const
    if (await commands.run(command)) setProposed(true)
  }
  return (
    <>
      <p role="status">{words.attachments.outcomes[text.kind]}</p>
      {text.kind === 'offered' && (
        <>
          <section className={styles.words} aria-label={words.attachments.words}>
            {text.words}
          </section>
          {proposed && <p role="status">{words.attachments.proposed}</p>}
          {!proposed && may('confirmation/propose', bridge) && (
            <Button isPending={commands.busy} onPress={() => void propose(text.words)}>
              {words.attachments.proposeWords}
            </Button>
          )}
        </>
      )}
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
    </>
  )
}
