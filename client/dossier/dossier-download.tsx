import { useCallback, useEffect, useState } from 'react'
import type { Answer } from '../../domain/protocol.ts'
import { useConference, useConnection, useMay } from '../conference/context.tsx'
import { Button, LinkButton } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { sentenceOf, words } from '../messages/catalogue.ts'
import { fileSize } from '../messages/format.ts'
import { ask, linkTo } from '../session/ask.ts'
import styles from './dossier.module.css'

/** The whole conference as one archive: how large it is, then the browser's own download. */
export function DossierDownload() {
  const { conference } = useConnection()
  const may = useMay()
  const [estimate, setEstimate] = useState<Answer<{ readonly bytes: number }> | null>(null)
  const allowed = may('log/export')
  const measure = useCallback(
    async () => setEstimate(await ask(`/api/conferences/${conference}/dossier`)),
    [conference],
  )
  const { minutes } = useConference()
  // It grows by a file with each sealing, signature and stamp.
  const files = minutes.kind === 'sealed' ? `${minutes.version} ${minutes.newest ?? ''}` : ''
  // biome-ignore lint/correctness/useExhaustiveDependencies: the files of the minutes are what is measured
  useEffect(() => {
    if (allowed) void measure()
  }, [allowed, measure, files])
  if (!allowed) return null
  const { title, what, download, about, measuring } = words.dossier
  return (
    <section className={styles.dossier} aria-labelledby="dossier">
      <h3 id="dossier">{title}</h3>
      <p className={styles.note}>{what}</p>
      {estimate?.ok === false ? (
        <Notice>
          {sentenceOf(estimate)}{' '}
          <Button size="small" onPress={() => void measure()}>
            {words.common.retry}
          </Button>
        </Notice>
      ) : (
        <p className={styles.act}>
          <LinkButton href={linkTo(`/api/conferences/${conference}/dossier.zip`)} download>
            {download}
          </LinkButton>
          <small>{estimate ? about(fileSize(estimate.value.bytes)) : measuring}</small>
        </p>
      )}
    </section>
  )
}
