import { useConference, useConnection, useMay } from '../conference/context.tsx'
import { nameOf } from '../conference/names.ts'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import { extractPath } from '../publication/extract-path.ts'
import { FileLink } from '../publication/file-link.tsx'
import { useDownloads } from '../publication/use-downloads.ts'
import styles from './bridge.module.css'

/** What the minutes hold of this bridge, as a paper to confirm; nothing to whoever may not read it. */
export function ExtractPanel({ bridge }: { readonly bridge: string }) {
  const state = useConference()
  const { conference } = useConnection()
  const may = useMay()
  const downloads = useDownloads()
  if (state.phase === 'preparing' || !may('contribution/read', bridge)) return null
  const { extractTitle, extractWhat, extract, as, formats } = words.publication
  return (
    <section className={styles.section} aria-labelledby="own-extract">
      <div className={styles.head}>
        <h2 id="own-extract">{extractTitle}</h2>
        <FileLink
          path={extractPath(conference, bridge)}
          label={as(extract(nameOf(state, bridge)), formats.pdf)}
          downloads={downloads}
        >
          {formats.pdf}
        </FileLink>
      </div>
      <p className={styles.small}>{extractWhat}</p>
      {downloads.problem && <Notice onDismiss={downloads.dismiss}>{downloads.problem}</Notice>}
    </section>
  )
}
