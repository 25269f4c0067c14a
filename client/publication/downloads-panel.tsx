import { useState } from 'react'
import { noticeProblem } from '../../domain/notice.ts'
import { useConference, useConnection, useMay } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { SelectField } from '../design/select-field.tsx'
import { DossierDownload } from '../dossier/dossier-download.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './downloads-panel.module.css'
import { extractPath } from './extract-path.ts'
import { FileLink } from './file-link.tsx'
import { type Downloads as Files, useDownloads } from './use-downloads.ts'

type What = keyof typeof words.publication.names
type Format = keyof typeof words.publication.formats

const offered: readonly { readonly what: What; readonly formats: readonly Format[] }[] = [
  { what: 'minutes', formats: ['pdf', 'docx'] },
  { what: 'notice', formats: ['pdf'] },
  { what: 'synthesis', formats: ['pdf', 'docx'] },
  { what: 'attendance', formats: ['pdf', 'xlsx', 'csv'] },
  { what: 'contributions', formats: ['xlsx', 'csv'] },
  { what: 'ledger', formats: ['xlsx', 'csv'] },
  { what: 'debate', formats: ['xml'] },
  { what: 'conference', formats: ['json'] },
]

/**
 * The record to take home, each part in the forms that it comes in; nothing to whoever may not take it. Folded it
 * shows its title until somebody opens it.
 */
export function DownloadsPanel({ folded = false }: { readonly folded?: boolean }) {
  const may = useMay()
  if (!may('log/export')) return null
  const { title } = words.publication
  if (folded)
    return (
      <details className={styles.panel}>
        <summary>{title}</summary>
        <Downloads />
      </details>
    )
  return (
    <section className={styles.panel} aria-labelledby="downloads">
      <h2 id="downloads">{title}</h2>
      <Downloads />
    </section>
  )
}

function Downloads() {
  const { conference } = useConnection()
  const { phase } = useConference()
  const downloads = useDownloads()
  const { draft, sealed, as, names, formats: called } = words.publication
  return (
    <>
      <p className={styles.note}>{phase === 'sealed' ? sealed : draft}</p>
      {downloads.problem && <Notice onDismiss={downloads.dismiss}>{downloads.problem}</Notice>}
      <ul className={styles.list}>
        {offered.map(({ what, formats }) => (
          <li key={what}>
            <span>{names[what]}</span>
            {formats.map((format) => (
              <FileLink
                key={format}
                path={`/api/conferences/${conference}/out/${what}.${format}`}
                label={as(names[what], called[format])}
                downloads={downloads}
              >
                {called[format]}
              </FileLink>
            ))}
          </li>
        ))}
      </ul>
      <NoticeNumber />
      <BridgeExtract downloads={downloads} />
      <DossierDownload />
    </>
  )
}

/** Gives the notice of the conclusion its number, once the chair has signed the minutes. */
function NoticeNumber() {
  const state = useConference()
  const may = useMay()
  const commands = useCommands()
  if (state.notice || noticeProblem(state) || !may('minutes/issue')) return null
  const { number, numberWhat } = words.publication
  return (
    <div className={styles.act}>
      <Button isPending={commands.busy} onPress={() => void commands.run({ type: 'notice/number' })}>
        {number}
      </Button>
      <p className={styles.note}>{numberWhat}</p>
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
    </div>
  )
}

/** Any bridge's extract, for its confirmation. */
function BridgeExtract({ downloads }: { readonly downloads: Files }) {
  const { conference } = useConnection()
  const { bridges } = useConference()
  const [chosen, setChosen] = useState('')
  const bridge = bridges.find(({ id }) => id === chosen) ?? bridges[0]
  if (!bridge) return null
  const { extractOf, extract, as, formats } = words.publication
  return (
    <div className={styles.extract}>
      <SelectField
        label={extractOf}
        options={bridges.map(({ id, name }) => ({ id, label: name }))}
        value={bridge.id}
        onChange={setChosen}
      />
      <FileLink
        path={extractPath(conference, bridge.id)}
        label={as(extract(bridge.name), formats.pdf)}
        downloads={downloads}
      >
        {formats.pdf}
      </FileLink>
    </div>
  )
}
