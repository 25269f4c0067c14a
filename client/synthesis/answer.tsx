import { type FocusEvent, type KeyboardEvent, useId } from 'react'
import type { OpinionAnswer } from '../../domain/synthesis.ts'
import { type Verdict, verdicts } from '../../domain/synthesis-commands.ts'
import { DraftState } from '../conference/draft-state.tsx'
import { useCommands } from '../conference/use-command.ts'
import { useDraft } from '../conference/use-draft.ts'
import { Button } from '../design/button.tsx'
import field from '../design/field.module.css'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import { hourTime, longDate } from '../messages/format.ts'
import styles from './answer.module.css'

export interface AnswerTarget {
  readonly topic: string
  readonly contributions: readonly number[]
}

interface Fields {
  readonly verdict: Verdict | ''
  readonly text: string
}

interface AnswerProps extends AnswerTarget {
  /** Names what is typed here while the log does not have it. */
  readonly name: string
  /** What a screen reader calls it: `ý kiến 12`, the title of a group. */
  readonly of: string
  readonly answer: OpinionAnswer | null
  /** Answers to what it was split or merged from, to be given again if they fit. */
  readonly offered?: readonly OpinionAnswer[]
  /** Told once it is stored by its button or keys. */
  readonly onDone?: () => void
  readonly onWithdraw?: (answer: OpinionAnswer) => void
}

/** The organiser's answer, written in place and stored when it is left; what is typed is kept on the device until then. */
export function AnswerEditor({
  name,
  of,
  topic,
  contributions,
  answer,
  offered = [],
  onDone,
  onWithdraw,
}: AnswerProps) {
  const commands = useCommands()
  const id = useId()
  const saved: Fields = { verdict: answer?.verdict ?? '', text: answer?.text ?? '' }
  const draft = useDraft<Fields>(name, saved, ({ verdict, text }) =>
    verdict === ''
      ? Promise.resolve(false)
      : commands.run({
          type: 'synthesis/answer',
          topic,
          contributions: [...contributions],
          verdict,
          text: text.trim(),
        }),
  )
  const { value } = draft
  const isComplete = value.verdict !== '' && value.text.trim() !== ''
  const save = async (done?: () => void) => {
    if (isComplete && (await draft.save())) done?.()
  }
  const left = (event: FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget)) void save()
  }
  const keyed = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save(onDone)
  }
  const choose = (verdict: Verdict) => {
    const isBlank = value.text.trim() === ''
    draft.set({
      verdict,
      text: verdict === 'accepted' && isBlank ? words.synthesis.acceptedText : value.text,
    })
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears that its fields were left
    <div className={styles.answer} onBlur={left} onKeyDown={keyed} data-verdict={value.verdict}>
      <fieldset className={styles.verdicts}>
        <legend className={styles.hidden}>{words.synthesis.verdictLabel(of)}</legend>
        {verdicts.map((verdict) => (
          <label key={verdict} data-chosen={value.verdict === verdict || undefined}>
            <input
              type="radio"
              name={id}
              checked={value.verdict === verdict}
              onChange={() => choose(verdict)}
            />
            {words.synthesis.verdicts[verdict]}
          </label>
        ))}
      </fieldset>
      <textarea
        className={`${field.input} ${styles.text}`}
        aria-label={words.synthesis.answerLabel(of)}
        placeholder={words.synthesis.answerHint}
        value={value.text}
        maxLength={100_000}
        onChange={(event) => draft.set({ ...value, text: event.target.value })}
      />
      <div className={styles.foot}>
        {answer && draft.state === 'saved' ? (
          <span className={styles.when}>
            {words.synthesis.answeredAt(hourTime(answer.at), longDate(answer.at))}
          </span>
        ) : (
          draft.state !== 'saved' && <span className={styles.when}>{isComplete ? null : missing(value)}</span>
        )}
        <DraftState state={draft.state} isNew={answer === null} />
        {draft.state !== 'saved' && (
          <Button size="small" tone="primary" isDisabled={!isComplete} onPress={() => void save(onDone)}>
            {words.synthesis.save}
          </Button>
        )}
        {answer && onWithdraw && draft.state === 'saved' && (
          <Button size="small" tone="quiet" onPress={() => onWithdraw(answer)}>
            {words.synthesis.withdraw}
          </Button>
        )}
      </div>
      {value.verdict === '' &&
        offered.map(({ id: answered, verdict, text }) => (
          <section key={answered} className={styles.offer} aria-label={words.synthesis.formerAnswer}>
            <small>{words.synthesis.formerAnswer}</small>
            <p>
              <b>{words.synthesis.verdicts[verdict]}</b> {text}
            </p>
            <Button size="small" onPress={() => draft.set({ verdict, text })}>
              {words.synthesis.useFormer}
            </Button>
          </section>
        ))}
      {draft.isOvertaken && (
        <Notice>
          {words.synthesis.overtaken}{' '}
          <Button size="small" onPress={draft.discard}>
            {words.synthesis.useSaved}
          </Button>
        </Notice>
      )}
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
    </div>
  )
}

function missing({ verdict, text }: Fields): string | null {
  if (text.trim() === '') return verdict === '' ? null : words.synthesis.answerNeeded
  return words.synthesis.verdictNeeded
}

/** The answer for those who only read it. */
export function AnswerText({ answer }: { readonly answer: OpinionAnswer | null }) {
  if (!answer) return <p className={styles.none}>{words.synthesis.unanswered}</p>
  return (
    <div className={styles.read}>
      <b>{words.synthesis.verdicts[answer.verdict]}</b>
      <p>{answer.text}</p>
    </div>
  )
}
