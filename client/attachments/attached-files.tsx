import { useState } from 'react'
import type { AttachedFile, Contribution } from '../../domain/contributions.ts'
import { useConference, useConnection, useMay } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { ChooseFile } from '../design/choose-file.tsx'
import { Confirmation, Dialog } from '../design/dialog.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import { fileSize } from '../messages/format.ts'
import { ACCEPTED, fileLink, MOST_BYTES } from './attach.ts'
import styles from './attachments.module.css'
import { Upload } from './upload.tsx'

/** The files of a contribution, to open and to take off, and the way to add one. Nothing where there is neither. */
export function AttachedFiles({ contribution }: { readonly contribution: Contribution }) {
  const { phase } = useConference()
  const may = useMay()
  const { attachments, source } = contribution
  const attaches =
    phase !== 'sealed' && source.kind === 'written' && may('contribution/attach', contribution.bridge)
  if (attachments.length === 0 && !attaches) return null
  return (
    <section className={styles.files} aria-label={words.attachments.files}>
      {attachments.length > 0 && (
        <ul>
          {attachments.map((file) => (
            <li key={file.sha256}>
              <OneFile contribution={contribution} file={file} detaches={attaches} />
            </li>
          ))}
        </ul>
      )}
      {attaches && <Add contribution={contribution.id} />}
    </section>
  )
}

function OneFile({
  contribution,
  file,
  detaches,
}: {
  readonly contribution: Contribution
  readonly file: AttachedFile
  readonly detaches: boolean
}) {
  const { conference } = useConnection()
  const commands = useCommands()
  const [asking, setAsking] = useState(false)
  return (
    <p className={styles.file}>
      <a href={fileLink(conference, contribution.id, file.sha256)} download={file.name}>
        {file.name}
      </a>
      <small>{fileSize(file.size)}</small>
      {detaches && (
        <Button
          size="small"
          tone="quiet"
          aria-label={`${words.attachments.detach} ${file.name}`}
          onPress={() => setAsking(true)}
        >
          {words.attachments.detach}
        </Button>
      )}
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
      <Confirmation
        title={words.attachments.detachTitle}
        consequences={words.attachments.detachConsequences}
        act={words.attachments.detach}
        isOpen={asking}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          commands.run({
            type: 'contribution/detach',
            contribution: contribution.id,
            sha256: file.sha256,
          })
        }
      />
    </p>
  )
}

function Add({ contribution }: { readonly contribution: number }) {
  const [file, setFile] = useState<File | null>(null)
  const [tooLarge, setTooLarge] = useState(false)
  const done = () => setFile(null)
  return (
    <>
      <ChooseFile
        size="small"
        accept={ACCEPTED}
        onFile={(chosen) => {
          setTooLarge(chosen.size > MOST_BYTES)
          if (chosen.size <= MOST_BYTES) setFile(chosen)
        }}
      >
        {words.attachments.attach}
      </ChooseFile>
      {tooLarge && <Notice onDismiss={() => setTooLarge(false)}>{words.attachments.tooLarge}</Notice>}
      <Dialog title={words.attachments.attachTitle} isOpen={file !== null} onClose={done} size="wide">
        {file && <Upload contribution={contribution} file={file} onDone={done} />}
      </Dialog>
    </>
  )
}
