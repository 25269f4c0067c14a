import { type FormEvent, useState } from 'react'
import { attendanceOf, presentAt } from '../../domain/attendance.ts'
import { type Choice, choices, type Vote } from '../../domain/votes.ts'
import { useConference } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { NumberField } from '../design/number-field.tsx'
import { words } from '../messages/catalogue.ts'
import { hourTime } from '../messages/format.ts'
import { handsIn, tooManyHands, totalOf } from './vote-view.ts'
import styles from './votes.module.css'

/** The hands of one hall, counted by its desk; may be corrected until the end. */
export function HandsForm({ vote, bridge }: { readonly vote: Vote; readonly bridge: string }) {
  const state = useConference()
  const commands = useCommands()
  const ballot = vote.ballots.find((held) => held.voter === bridge) ?? null
  const kept = handsIn(ballot)
  const [typed, setTyped] = useState<Partial<Record<Choice, number | null>>>({})
  const countOf = (choice: Choice) => {
    const own = typed[choice]
    return own === undefined ? (kept?.[choice] ?? null) : own
  }
  const tally = { for: countOf('for') ?? 0, against: countOf('against') ?? 0, other: countOf('other') ?? 0 }
  const isNew = kept === null || choices.some((choice) => tally[choice] !== kept[choice])
  const isEmpty = choices.every((choice) => countOf(choice) === null)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (isEmpty || !isNew || commands.busy) return
    if (await commands.run({ type: 'vote/count-hands', vote: vote.id, bridge, tally })) setTyped({})
  }
  return (
    <form className={styles.hands} noValidate onSubmit={(event) => void send(event)}>
      {choices.map((choice) => (
        <NumberField
          key={choice}
          label={words.votes.choices[choice]}
          value={countOf(choice)}
          onChange={(value) => setTyped({ ...typed, [choice]: value })}
          fewer={words.attendance.fewer}
          more={words.attendance.more}
        />
      ))}
      <p className={styles.small}>
        {words.votes.handsTotal(totalOf(tally), presentAt(attendanceOf(state, bridge)))}
      </p>
      {tooManyHands(state, bridge, tally) && <Notice>{words.votes.handsTooMany}</Notice>}
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
      <Button
        type="submit"
        size="big"
        tone="primary"
        isDisabled={isEmpty || !isNew}
        isPending={commands.busy}
      >
        {words.votes.handsAct}
      </Button>
      {ballot && (
        <p className={styles.small} role="status">
          {words.votes.handsKept(hourTime(ballot.at))}
        </p>
      )}
    </form>
  )
}
