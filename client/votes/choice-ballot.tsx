import { useState } from 'react'
import { type Choice, choices, type Vote } from '../../domain/votes.ts'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Confirmation } from '../design/dialog.tsx'
import { Icon } from '../design/icon.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import { hourTime } from '../messages/format.ts'
import { rememberCast, rememberedCast } from './cast-memory.ts'
import { chosenIn } from './vote-view.ts'
import styles from './votes.module.css'

/** Three large buttons; an open ballot may be changed until the end, a secret one is asked for once. */
export function ChoiceBallot({
  vote,
  bridge,
  voter,
}: {
  readonly vote: Vote
  readonly bridge: string
  /** The bridge, or the person, in whose name the ballot is cast. */
  readonly voter: string
}) {
  const commands = useCommands()
  const [remembered, setRemembered] = useState(() => rememberedCast({ vote, voter }))
  const [asked, setAsked] = useState<Choice | null>(null)
  const ballot = vote.ballots.find((held) => held.voter === voter) ?? null
  const known = chosenIn(ballot) ?? (remembered === 'cast' ? null : remembered)
  const isCast = ballot !== null || remembered !== null
  const cast = async (choice: Choice) => {
    if (!(await commands.run({ type: 'vote/cast', vote: vote.id, bridge, choice }))) return
    const kept = vote.secret ? 'cast' : choice
    rememberCast({ vote, voter }, kept)
    setRemembered(kept)
  }
  if (vote.secret && isCast)
    return (
      <p className={styles.done} role="status">
        <Icon name="check" />
        {words.votes.castSecretly}
      </p>
    )
  return (
    <>
      <div className={styles.choices}>
        {choices.map((choice) => (
          <Button
            key={choice}
            size="big"
            className={styles.choice ?? ''}
            aria-pressed={known === choice}
            isDisabled={commands.busy}
            onPress={() => (vote.secret ? setAsked(choice) : void cast(choice))}
          >
            {known === choice && <Icon name="check" />}
            {words.votes.choices[choice]}
          </Button>
        ))}
      </div>
      {known !== null && (
        <p className={styles.small} role="status">
          {ballot
            ? words.votes.chosen(words.votes.choices[known], hourTime(ballot.at))
            : words.votes.chosenNow(words.votes.choices[known])}
        </p>
      )}
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
      <Confirmation
        title={words.votes.confirmSecret(asked === null ? '' : words.votes.choices[asked])}
        consequences={words.votes.confirmSecretWhat}
        act={words.votes.castAct}
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        onConfirm={async () => asked !== null && cast(asked)}
      />
    </>
  )
}
