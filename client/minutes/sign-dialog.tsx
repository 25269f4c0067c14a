import { useState } from 'react'
import type { SignatureField } from '../../domain/signing.ts'
import { Button } from '../design/button.tsx'
import { Dialog, DialogActs } from '../design/dialog.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import { OneOf } from '../votes/one-of.tsx'
import styles from './minutes-panel.module.css'
import { SignByDevice } from './sign-by-device.tsx'
import { SignByKeyFile } from './sign-by-key-file.tsx'
import { SignByUpload } from './sign-by-upload.tsx'
import { signAsDemonstration } from './signing-acts.ts'
import { type Signing, useSigning } from './use-signing.ts'

type Way = keyof typeof words.signing.way
const ways = ['pkcs12', 'device', 'upload'] as const

/** How somebody signs: with a file, a device, elsewhere, or for show. */
export function SignDialog({
  field,
  demonstrates,
  toSign,
  isOpen,
  onClose,
}: {
  readonly field: SignatureField
  readonly demonstrates: boolean
  /** Address of the file that is to be signed. */
  readonly toSign: string | null
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  return (
    <Dialog title={words.signing.dialog[field]} isOpen={isOpen} onClose={onClose} alert>
      <Choice field={field} demonstrates={demonstrates} toSign={toSign} onClose={onClose} />
    </Dialog>
  )
}

/** What each way needs of the dialog around it. */
export interface WayProps {
  readonly field: SignatureField
  readonly signing: Signing
  readonly onClose: () => void
}

function Choice({ field, demonstrates, toSign, onClose }: Omit<Parameters<typeof SignDialog>[0], 'isOpen'>) {
  const offered: readonly Way[] = demonstrates ? ['demonstration', ...ways] : ways
  const [way, setWay] = useState<Way>(offered[0] ?? 'pkcs12')
  const signing = useSigning(field)
  const given = { field, signing, onClose }
  return (
    <>
      <OneOf
        label={words.signing.ways}
        of={offered.map((id) => ({ id, label: words.signing.way[id] }))}
        chosen={way}
        onChange={(chosen) => {
          signing.dismiss()
          setWay(chosen)
        }}
        hint={words.signing.wayHint[way]}
        isDisabled={signing.busy}
      />
      {way === 'demonstration' && <SignForShow {...given} />}
      {way === 'pkcs12' && <SignByKeyFile {...given} />}
      {way === 'device' && <SignByDevice {...given} />}
      {way === 'upload' && <SignByUpload {...given} toSign={toSign} />}
    </>
  )
}

function SignForShow({ signing, onClose }: WayProps) {
  const sign = async () => {
    if (await signing.run(signAsDemonstration)) onClose()
  }
  return <SignActs signing={signing} onClose={onClose} onSign={() => void sign()} />
}

/** What every way ends with: what follows, why not, the two buttons. */
export function SignActs({
  signing,
  onClose,
  onSign,
}: Pick<WayProps, 'signing' | 'onClose'> & { readonly onSign: () => void }) {
  return (
    <>
      <p className={styles.what}>{words.signing.final}</p>
      {signing.problem && <Notice onDismiss={signing.dismiss}>{signing.problem}</Notice>}
      <DialogActs>
        <Button onPress={onClose} autoFocus isDisabled={signing.busy}>
          {words.common.cancel}
        </Button>
        <Button tone="final" onPress={onSign} isPending={signing.busy}>
          {words.minutes.sign}
        </Button>
      </DialogActs>
    </>
  )
}
