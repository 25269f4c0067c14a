import { useState } from 'react'
import { useConnection } from '../conference/context.tsx'
import { Button } from '../design/button.tsx'
import { TextField } from '../design/field.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './minutes-panel.module.css'
import { SignActs, type WayProps } from './sign-dialog.tsx'
import { makeLink, signWithDevice } from './signing-acts.ts'
import { signingRefusal } from './signing-refusal.ts'

/** A key that stays in its device: the program on this machine, or on another one under a one-time link. */
export function SignByDevice({ field, signing, onClose }: WayProps) {
  const [code, setCode] = useState('')
  const [tried, setTried] = useState(false)
  const isWhole = code.replace(/\D/g, '').length === 8
  const sign = async () => {
    setTried(true)
    if (isWhole && (await signing.run((act) => signWithDevice(act, code)))) onClose()
  }
  return (
    <>
      <code className={styles.command}>{words.signing.deviceCommand(location.origin)}</code>
      <TextField
        label={words.signing.deviceCode}
        error={tried && !isWhole ? words.signing.deviceCodeNeeded : null}
        value={code}
        onChange={setCode}
        inputMode="numeric"
        autoComplete="off"
        isDisabled={signing.busy}
        validationBehavior="aria"
      />
      {signing.busy && <p role="status">{words.signing.deviceWaiting}</p>}
      <OtherMachine field={field} />
      <SignActs signing={signing} onClose={onClose} onSign={() => void sign()} />
    </>
  )
}

function OtherMachine({ field }: Pick<WayProps, 'field'>) {
  const { conference } = useConnection()
  const [link, setLink] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const make = async () => {
    const made = await makeLink(conference, field)
    if (made.ok) setLink(made.value.token)
    else setProblem(signingRefusal(made))
  }
  return (
    <details className={styles.other}>
      <summary>{words.signing.otherMachine}</summary>
      <p className={styles.what}>{words.signing.otherMachineHint}</p>
      <code className={styles.command}>
        {words.signing.otherMachineCommand(location.origin, conference, field)}
      </code>
      {link === null ? (
        <Button size="small" onPress={() => void make()}>
          {words.signing.makeLink}
        </Button>
      ) : (
        <output className={styles.command} aria-label={words.signing.link}>
          {link}
        </output>
      )}
      {problem && <p role="alert">{problem}</p>}
    </details>
  )
}
