import { useState } from 'react'
import { contributionsInOrder } from '../../domain/contribution-source.ts'
import { useConference, useMay } from '../conference/context.tsx'
import { useNow } from '../conference/use-now.ts'
import { Button } from '../design/button.tsx'
import { words } from '../messages/catalogue.ts'
import { timeAndDate } from '../messages/format.ts'
import { MinutesPanel } from '../minutes/minutes-panel.tsx'
import { Awaited } from './awaited.tsx'
import styles from './contributions.module.css'
import { Opinion } from './opinion.tsx'
import { OpinionDialog } from './opinion-dialog.tsx'

/** What the bridge said and wrote, the latest first, to be read and confirmed. */
export function Contributions({ bridge }: { readonly bridge: string }) {
  const state = useConference()
  const own = contributionsInOrder(state).filter((held) => held.bridge === bridge)
  const latestFirst = own.toReversed()
  /** One at a time: they would lie one over the other. */
  const [reviewed, setReviewed] = useState<number | null>(null)
  return (
    <div className={styles.contributions}>
      {(state.phase === 'sealed' || state.formerMinutes.length > 0) && (
        <div className={styles.minutes}>
          <MinutesPanel />
        </div>
      )}
      <section aria-labelledby="texts">
        <div className={styles.head}>
          <h2 id="texts">
            {words.bridge.texts} {own.length > 0 && <small>{own.length}</small>}
          </h2>
          <FileOpinion bridge={bridge} />
        </div>
        <Awaited bridge={bridge} />
        {own.length === 0 ? (
          <div className={styles.none}>
            <p>{words.bridge.noTexts}</p>
            {state.phase !== 'sealed' && <p>{words.bridge.noTextsWhat}</p>}
          </div>
        ) : (
          <ol className={styles.list}>
            {latestFirst.map((held) => (
              <li key={held.id}>
                <Opinion
                  contribution={held}
                  isReviewed={held.id === reviewed}
                  onReview={(isOpen) => setReviewed(isOpen ? held.id : null)}
                />
              </li>
            ))}
          </ol>
        )}
      </section>
    </div>
  )
}

function FileOpinion({ bridge }: { readonly bridge: string }) {
  const { phase, facts } = useConference()
  const may = useMay()
  const now = useNow()
  const [open, setOpen] = useState(false)
  if (phase === 'sealed' || !may('contribution/file', bridge)) return null
  const until = facts?.opinionsUntil
  if (until !== undefined && now > until)
    return <p className={styles.deadline}>{words.attachments.over(timeAndDate(until))}</p>
  const what = may('contribution/write', bridge) ? words.bridge.fileWhat : words.bridge.fileWhatChair
  const deadline = until === undefined ? null : words.attachments.until(timeAndDate(until))
  return (
    <div className={styles.file}>
      {deadline && <p className={styles.deadline}>{deadline}</p>}
      <Button onPress={() => setOpen(true)}>{words.bridge.file}</Button>
      <OpinionDialog
        bridge={bridge}
        takesFile
        labels={{
          title: words.bridge.fileTitle,
          what: deadline ? `${what} ${deadline}` : what,
          name: words.bridge.author,
          nameNeeded: words.bridge.authorNeeded,
          act: words.bridge.fileAct,
        }}
        isOpen={open}
        onClose={() => setOpen(false)}
        command={(speaker, topics) => ({ type: 'contribution/file', bridge, speaker, topics })}
      />
    </div>
  )
}
