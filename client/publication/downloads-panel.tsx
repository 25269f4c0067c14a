import { useState } from 'react'
import type { Minutes } from '../../domain/minutes.ts'
import { useConference, useConnection, useMay } from '../conference/context.tsx'
import { Notice } from '../design/notice.tsx'
import { SelectField } from '../design/select-field.tsx'
import { DossierDownload } from '../dossier/dossier-download.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './downloads-panel.module.css'
import { extractPath } from './extract-path.ts'
import { FileLink } from './file-link.tsx'
import { NoticeNumber } from './notice-number.tsx'
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
  const [isOpen, setOpen] = useState(false)
  if (!may('log/export')) return null
  const { title } = words.publication
  if (folded)
    return (
      <details className={styles.panel} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{title}</summary>
        {/* What it says of sizes is asked when somebody looks. */}
        {isOpen && <Downloads />}
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
  const { minutes } = useConference()
  const downloads = useDownloads()
  const { as, names, formats: called, purposes } = words.publication
  return (
    <>
      <p className={styles.note}>{standingOf(minutes)}</p>
      {downloads.problem && <Notice onDismiss={downloads.dismiss}>{downloads.problem}</Notice>}
      <ul className={styles.list}>
        {offered.map(({ what, formats }) => (
          <li key={what}>
            <span>
              {names[what]}
              {what in purposes && <small>{purposes[what as keyof typeof purposes]}</small>}
            </span>
            {what === 'notice' && <NoticeNumber />}
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
      <BridgeExtract downloads={downloads} />
      <DossierDownload />
    </>
  )
}

/** What the minutes are worth as they stand. */
function standingOf(minutes: Minutes): string {
  const { draft, sealed, signed } = words.publication
  if (minutes.kind !== 'sealed') return draft
  return minutes.signatures.some(({ field }) => field === 'chair') ? signed : sealed
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
