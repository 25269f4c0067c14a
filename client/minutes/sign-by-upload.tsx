import { useState } from 'react'
import { LinkButton } from '../design/button.tsx'
import { ChooseFile } from '../design/choose-file.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './minutes-panel.module.css'
import { SignActs, type WayProps } from './sign-dialog.tsx'
import { uploadSigned } from './signing-acts.ts'

/** The newest file out, the same file with one more signature in. */
export function SignByUpload({ signing, onClose, toSign }: WayProps & { readonly toSign: string | null }) {
  const [file, setFile] = useState<File | null>(null)
  const [tried, setTried] = useState(false)
  const sign = async () => {
    setTried(true)
    if (file && (await signing.run((act) => uploadSigned(act, file)))) onClose()
  }
  return (
    <>
      <div className={styles.chosen}>
        {toSign !== null && (
          <LinkButton href={toSign} download>
            {words.signing.download}
          </LinkButton>
        )}
        <ChooseFile accept={['application/pdf']} onFile={setFile} isDisabled={signing.busy}>
          {words.signing.uploadFile}
        </ChooseFile>
        {file && <b>{file.name}</b>}
        {tried && !file && <span role="alert">{words.signing.uploadNeeded}</span>}
      </div>
      <SignActs signing={signing} onClose={onClose} onSign={() => void sign()} />
    </>
  )
}
