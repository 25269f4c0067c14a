import { useState } from 'react'
import { useConference } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Dialog, DialogActs } from '../design/dialog.tsx'
import { TextField } from '../design/field.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import { linkTo } from '../session/ask.ts'
import styles from './seal-dialog.module.css'
import { sealObstacles } from './seal-obstacles.ts'
import { UnfinishedTexts } from './unfinished-texts.tsx'

/** Asks once before the seal. Where the ledger has gaps it names them, and the seal needs a written reason. */
export function SealDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  return (
    <Dialog title={words.chair.sealTitle} isOpen={isOpen} onClose={onClose} alert>
      <Form onClose={onClose} />
    </Dialog>
  )
}

function Form({ onClose }: { readonly onClose: () => void }) {
  const state = useConference()
  const commands = useCommands()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const { gaps, firstGaps, unsettled } = sealObstacles(state)
  const given = reason.trim()
  const missing = gaps > 0 && given === ''
  const seal = async () => {
    setTried(true)
    if (missing) return
    const gapReason = gaps > 0 ? { gapReason: given } : {}
    if (await commands.run({ type: 'minutes/seal', ...gapReason })) onClose()
  }
  return (
    <>
      {gaps > 0 && (
        <section className={styles.gaps} aria-labelledby="gaps">
          <h3 id="gaps">{words.seal.gaps(gaps)}</h3>
          <ul>
            {firstGaps.map(({ bridge, lacks }) => (
              <li key={bridge}>
                <b>{bridge}</b> {lacks}
              </li>
            ))}
          </ul>
          <p>
            {gaps > firstGaps.length && words.seal.more(gaps - firstGaps.length)}{' '}
            <a href={linkTo('/ledger?show=missing')} target="_blank" rel="noreferrer">
              {words.seal.toLedger}
            </a>
          </p>
        </section>
      )}
      <UnfinishedTexts />
      <ul className={styles.consequences}>
        {[...unsettled, words.chair.noConclusion, ...words.chair.sealConsequences].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {gaps > 0 && (
        <TextField
          label={words.seal.reason}
          hint={words.seal.reasonHint}
          value={reason}
          onChange={setReason}
          error={tried && missing ? words.seal.reasonNeeded : null}
          maxLength={2000}
          isRequired
          validationBehavior="aria"
        />
      )}
      {commands.problem && <Notice>{commands.problem}</Notice>}
      <DialogActs>
        <Button onPress={onClose} autoFocus isDisabled={commands.busy}>
          {words.common.cancel}
        </Button>
        <Button tone="final" onPress={() => void seal()} isPending={commands.busy}>
          {words.chair.seal}
        </Button>
      </DialogActs>
    </>
  )
}
