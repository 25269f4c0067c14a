import { useState } from 'react'
import { ChooseFile } from '../design/choose-file.tsx'
import { TextField } from '../design/field.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './minutes-panel.module.css'
import { SignActs, type WayProps } from './sign-dialog.tsx'
import { signWithKeyFile } from './signing-acts.ts'

/** A PKCS#12 file and its passphrase, used for one signature and forgotten. */
export function SignByKeyFile({ field, signing, onClose }: WayProps) {
  const [file, setFile] = useState<File | null>(null)
  const [image, setImage] = useState<File | null>(null)
  const [passphrase, setPassphrase] = useState('')
  const [tried, setTried] = useState(false)
  const sign = async () => {
    setTried(true)
    if (!file) return
    const given = passphrase
    setPassphrase('')
    if (await signing.run((act) => signWithKeyFile(act, { key: file, passphrase: given, image }))) onClose()
  }
  return (
    <>
      <div className={styles.chosen}>
        <ChooseFile accept={['.p12', '.pfx']} onFile={setFile} isDisabled={signing.busy}>
          {words.signing.keyFile}
        </ChooseFile>
        {file && <b>{file.name}</b>}
        {tried && !file && <span role="alert">{words.signing.keyFileNeeded}</span>}
      </div>
      <TextField
        label={words.signing.passphrase}
        type="password"
        autoComplete="off"
        value={passphrase}
        onChange={setPassphrase}
        isDisabled={signing.busy}
      />
      <div className={styles.chosen}>
        <ChooseFile accept={['image/png']} onFile={setImage} isDisabled={signing.busy} size="small">
          {words.signing.image[field]}
        </ChooseFile>
        {image ? <b>{image.name}</b> : <span className={styles.muted}>{words.signing.imageWhat}</span>}
      </div>
      <SignActs signing={signing} onClose={onClose} onSign={() => void sign()} />
    </>
  )
}
