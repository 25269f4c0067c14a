import { useConference } from '../conference/context.tsx'
import { Button } from '../design/button.tsx'
import { words } from '../messages/catalogue.ts'
import { resultSentence } from './result-sentence.ts'
import styles from './votes.module.css'

/** A button for each result, which gives its sentence to whoever writes; nothing where no vote was closed. */
export function InsertResult({ onInsert }: { readonly onInsert: (sentence: string) => void }) {
  const { votes } = useConference()
  const closed = votes.flatMap((vote) => {
    const sentence = resultSentence(vote)
    return sentence === null ? [] : [{ id: vote.id, question: vote.question, sentence }]
  })
  if (closed.length === 0) return null
  return (
    <fieldset className={styles.insert} aria-label={words.votes.insertWhich}>
      {closed.map(({ id, question, sentence }) => (
        <Button key={id} size="small" onPress={() => onInsert(sentence)}>
          {words.votes.insertOf(question)}
        </Button>
      ))}
    </fieldset>
  )
}
