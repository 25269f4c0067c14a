import { useConference, useConnection, useMay } from '../conference/context.tsx'
import { DossierDownload } from '../dossier/dossier-download.tsx'
import { words } from '../messages/catalogue.ts'
import { linkTo } from '../session/ask.ts'
import styles from './downloads-panel.module.css'

type What = keyof typeof words.publication.names
type Format = keyof typeof words.publication.formats

const offered: readonly { readonly what: What; readonly formats: readonly Format[] }[] = [
  { what: 'minutes', formats: ['pdf', 'docx'] },
  { what: 'synthesis', formats: ['pdf', 'docx'] },
  { what: 'contributions', formats: ['xlsx', 'csv'] },
  { what: 'ledger', formats: ['xlsx', 'csv'] },
  { what: 'attendance', formats: ['xlsx', 'csv'] },
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
  const { draft, sealed, as, names, formats: called } = words.publication
  return (
    <>
      <p className={styles.note}>{phase === 'sealed' ? sealed : draft}</p>
      <ul className={styles.list}>
        {offered.map(({ what, formats }) => (
          <li key={what}>
            <span>{names[what]}</span>
            {formats.map((format) => (
              <a
                key={format}
                className={styles.file}
                href={linkTo(`/api/conferences/${conference}/out/${what}.${format}`)}
                aria-label={as(names[what], called[format])}
                download
              >
                {called[format]}
              </a>
            ))}
          </li>
        ))}
      </ul>
      <DossierDownload />
    </>
  )
}
