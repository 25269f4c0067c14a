import { type KeyboardEvent, useEffect, useState } from 'react'
import { type DocumentId, plainText } from '../../domain/prose.ts'
import { Difference } from '../confirmation/difference.tsx'
import { Button } from '../design/button.tsx'
import { Dialog, DialogActs } from '../design/dialog.tsx'
import { Notice } from '../design/notice.tsx'
import { SelectField } from '../design/select-field.tsx'
import { sentenceOf, words } from '../messages/catalogue.ts'
import { clockTime } from '../messages/format.ts'
import { ProseText } from '../synthesis/prose-text.tsx'
import { Restore } from './restore.tsx'
import styles from './review.module.css'
import { type Against, againstOf, comparedSeq, type Step } from './steps.ts'
import { type TextAt, useTextAt } from './use-text-at.ts'

/** How long each step is shown while the replay runs, in milliseconds. */
const SHOWN = 1_400

interface ReplayProps {
  readonly document: DocumentId
  /** After a state was taken back, or was not because the text has gone on: what stands is to be read again. */
  readonly onRestored: () => Promise<void>
  readonly onClose: () => void
}

interface Opened {
  readonly steps: readonly Step[]
  /** The place of the step that is shown first. */
  readonly from: number
}

/** A text as it was at each step, with who wrote; two states beside each other; an older one taken back. */
export function Replay({ opened, ...props }: ReplayProps & { readonly opened: Opened | null }) {
  return (
    <Dialog title={words.review.replayTitle} isOpen={opened !== null} onClose={props.onClose} size="wide">
      {opened && <Steps {...props} {...opened} />}
    </Dialog>
  )
}

function Steps({ document, steps, from, onRestored, onClose }: ReplayProps & Opened) {
  const [chosen, setChosen] = useState(from)
  const [isPlaying, setPlaying] = useState(false)
  const [against, setAgainst] = useState<Against>('nothing')
  const last = steps.length - 1
  const place = Math.min(chosen, last)
  const step = steps[place]
  const shown = useTextAt(document, step?.to ?? null, steps[place + 1]?.to ?? null)
  const other = useTextAt(document, comparedSeq(steps, place, against))
  const isThere = shown.prose !== null

  useEffect(() => {
    if (!isPlaying || !isThere) return
    const timer = setTimeout(() => (place < last ? setChosen(place + 1) : setPlaying(false)), SHOWN)
    return () => clearTimeout(timer)
  }, [isPlaying, isThere, place, last])

  const go = (to: number) => {
    setPlaying(false)
    setChosen(Math.max(0, Math.min(last, to)))
  }
  const play = () => {
    // Over again from the beginning once it has come to its end.
    if (!isPlaying && place === last) setChosen(0)
    setPlaying(!isPlaying)
  }
  const restored = async (isDone: boolean) => {
    await onRestored()
    if (isDone) setChosen(Number.MAX_SAFE_INTEGER)
  }
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== ' ') return
    event.preventDefault()
    play()
  }
  if (!step) return null
  const author = step.author ?? words.review.server
  const time = words.review.span(clockTime(step.begun), clockTime(step.ended))
  const position = words.review.step(place + 1, steps.length)
  return (
    <>
      <div className={styles.player}>
        <Button onPress={() => go(place - 1)} isDisabled={place === 0}>
          {words.review.before}
        </Button>
        <Button onPress={play} isDisabled={last === 0}>
          {isPlaying ? words.review.pause : words.review.play}
        </Button>
        <Button onPress={() => go(place + 1)} isDisabled={place === last}>
          {words.review.after}
        </Button>
        <input
          type="range"
          aria-label={words.review.slider}
          aria-valuetext={words.review.stepOf(position, author, time)}
          min={0}
          max={last}
          value={place}
          onChange={(event) => go(Number(event.target.value))}
          onKeyDown={pressed}
          // biome-ignore lint/a11y/noAutofocus: the window is for moving along the steps
          autoFocus
        />
      </div>
      <p className={styles.when}>
        <b>{author}</b> <span>{time}</span> <small>{position}</small>
      </p>
      <SelectField
        label={words.review.compare}
        value={String(against)}
        onChange={(value) => setAgainst(againstOf(value))}
        options={[
          ...(['nothing', 'previous', 'latest'] as const).map((id) => ({
            id,
            label: words.review.against[id],
          })),
          ...steps.map(({ author: by, ended }, index) => ({
            id: String(index),
            label: words.review.stepOf(
              words.review.step(index + 1, steps.length),
              by ?? words.review.server,
              clockTime(ended),
            ),
          })),
        ]}
      />
      <section className={styles.shown} aria-label={words.review.shown}>
        <Shown shown={shown} other={against === 'nothing' ? null : other} />
      </section>
      <DialogActs>
        <Restore document={document} steps={steps} place={place} onRestored={restored} />
        <Button onPress={onClose}>{words.review.close}</Button>
      </DialogActs>
    </>
  )
}

function Shown({ shown, other }: { readonly shown: TextAt; readonly other: TextAt | null }) {
  const failed = [shown, other].find((each) => each?.failure)
  if (failed?.failure)
    return (
      <Notice>
        {sentenceOf(failed.failure)}{' '}
        <Button size="small" onPress={failed.retry}>
          {words.review.retry}
        </Button>
      </Notice>
    )
  if (!shown.prose || (other && !other.prose)) return <p className={styles.hint}>{words.review.loading}</p>
  const text = plainText(shown.prose)
  if (other?.prose) {
    const before = plainText(other.prose)
    if (before === text) return <p className={styles.hint}>{words.review.same}</p>
    return <Difference before={before} after={text} />
  }
  if (text.trim() === '') return <p className={styles.hint}>{words.review.empty}</p>
  return <ProseText prose={shown.prose} />
}
