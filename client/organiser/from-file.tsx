import { useState } from 'react'
import { ChooseFile } from '../design/choose-file.tsx'
import { Notice } from '../design/notice.tsx'
import { useFileDrop } from '../design/use-file-drop.ts'
import { words } from '../messages/catalogue.ts'
import { linkTo } from '../session/ask.ts'
import { createFromFile, type Outcome, type Problem } from './create-from-file.ts'
import styles from './from-file.module.css'

type Step =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'reading'; readonly name: string }
  | (Exclude<Outcome, { kind: 'made' }> & { readonly name: string })

/** Makes a conference from a file, or says line by line why not. */
export function FromFile() {
  const [step, setStep] = useState<Step>({ kind: 'nothing' })
  const take = async (file: File) => {
    if (step.kind === 'reading') return
    setStep({ kind: 'reading', name: file.name })
    const outcome = await createFromFile(file)
    if (outcome.kind === 'made') location.assign(linkTo(`/organiser?c=${encodeURIComponent(outcome.id)}`))
    else setStep({ ...outcome, name: file.name })
  }
  const isOver = useFileDrop((file) => void take(file))
  return (
    <section aria-labelledby="from-file">
      <h2 id="from-file">{words.organiser.fromFile}</h2>
      <p className={styles.small}>{words.organiser.fromFileWhat}</p>
      <div className={styles.drop} data-over={isOver}>
        <p>{isOver ? words.organiser.dropNow : words.organiser.drop}</p>
        <ChooseFile
          accept={['application/json', '.json']}
          onFile={(file) => void take(file)}
          tone="primary"
          size="big"
          isDisabled={step.kind === 'reading'}
        >
          {words.organiser.choose}
        </ChooseFile>
      </div>
      <div aria-live="polite">
        {step.kind === 'reading' && <p className={styles.small}>{words.organiser.reading(step.name)}</p>}
        {step.kind === 'failed' && (
          <Notice>
            {step.sentence} {words.organiser.notMade}
          </Notice>
        )}
        {step.kind === 'wrong' && <Problems name={step.name} problems={step.problems} />}
      </div>
    </section>
  )
}

function Problems({ name, problems }: { readonly name: string; readonly problems: readonly Problem[] }) {
  return (
    <div className={styles.problems}>
      <h3>{words.organiser.problems(name, problems.length)}</h3>
      <p className={styles.small}>
        {words.organiser.notMade} {words.organiser.problemsWhat}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.organiser.problemPlace}</th>
            <th scope="col">{words.organiser.problemWhat}</th>
          </tr>
        </thead>
        <tbody>
          {problems.map(({ path, message }) => (
            <tr key={`${path} ${message}`}>
              <th scope="row">
                <code>{path}</code>
              </th>
              <td>{message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
