import { useState } from 'react'
import { type Choice, choices, type Vote } from '../../domain/votes.ts'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Confirmation } from '../design/dialog.tsx'
import { Icon } from '../design/icon.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import { hourTime } from '../messages/format.ts'
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
  const [asked, setAsked] = useState<Choice | null>(null)
  const ballot = vote.ballots.find((held) => held.voter === voter) ?? null
  const known = chosenIn(ballot)
  const cast = (choice: Choice) => commands.run({ type: 'vote/cast', vote: vote.id, bridge, choice })
  if (vote.secret && ballot)
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
      {ballot && known !== null && (
        <p className={styles.small} role="status">
          {words.votes.chosen(words.votes.choices[known], hourTime(ballot.at))}
        </p>
      )}
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
      <Confirmation
        title={words.votes.confirmSecret(asked === null ? '' : words.votes.choices[asked])}
        consequences={words.votes.confirmSecretWhat}
        act={words.votes.castAct}
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        onConfirm={async () => asked !== null && (await cast(asked))}
      />
    </>
  )
}
