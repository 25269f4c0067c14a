import { useState } from 'react'
import { ChooseFile } from '../design/choose-file.tsx'
import { Notice } from '../design/notice.tsx'
import { sentenceOf, words } from '../messages/catalogue.ts'
import { ask, linkTo } from '../session/ask.ts'
import styles from './dossier.module.css'

type Step =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'bringing'; readonly name: string }
  | {
      readonly kind: 'failed'
      readonly sentence: string
      readonly findings: readonly { readonly vi: string }[]
    }

/** A large dossier takes its time on the way; the server hashes and checks it whole. */
const WITHIN_MS = 6 * 60 * 60 * 1000

/** Brings the conference of a dossier here, to be read; or says what is wrong with it. */
export function BringDossier() {
  const [step, setStep] = useState<Step>({ kind: 'nothing' })
  const { bring, bringWhat, choose, bringing } = words.dossier
  const take = async (file: File) => {
    setStep({ kind: 'bringing', name: file.name })
    const answer = await ask<{ id: string }>('/api/dossiers', {
      method: 'POST',
      headers: { 'content-type': 'application/zip' },
      body: file,
      signal: AbortSignal.timeout(WITHIN_MS),
    })
    if (answer.ok) {
      location.assign(linkTo(`/organiser?c=${encodeURIComponent(answer.value.id)}`))
      return
    }
    const findings = Array.isArray(answer.detail?.findings) ? answer.detail.findings : []
    setStep({ kind: 'failed', sentence: sentenceOf(answer), findings })
  }
  return (
    <section className={styles.dossier} aria-labelledby="bring">
      <h2 id="bring">{bring}</h2>
      <p className={styles.note}>{bringWhat}</p>
      <p className={styles.act}>
        <ChooseFile
          accept={['application/zip', '.zip']}
          onFile={(file) => void take(file)}
          isDisabled={step.kind === 'bringing'}
        >
          {choose}
        </ChooseFile>
      </p>
      <div aria-live="polite">
        {step.kind === 'bringing' && <p className={styles.note}>{bringing(step.name)}</p>}
        {step.kind === 'failed' && (
          <Notice>
            {step.sentence}
            {step.findings.length > 0 && (
              <ul className={styles.findings}>
                {step.findings.map(({ vi }) => (
                  <li key={vi}>{vi}</li>
                ))}
              </ul>
            )}
          </Notice>
        )}
      </div>
    </section>
  )
}
