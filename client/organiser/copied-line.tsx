import { useRef, useState } from 'react'
import { Button } from '../design/button.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './copied-line.module.css'

/** A line to be carried elsewhere: selected when it is touched, copied by the button. */
export function CopiedLine({ label, line }: { readonly label: string; readonly line: string }) {
  const input = useRef<HTMLInputElement>(null)
  const [copied, setCopied] = useState<boolean | null>(null)
  const copy = async () => {
    try {
      // Browsers have a clipboard only where the page came over TLS or from this machine.
      await navigator.clipboard.writeText(line)
      setCopied(true)
    } catch {
      input.current?.select()
      setCopied(false)
    }
  }
  return (
    <div className={styles.copied}>
      <input
        ref={input}
        aria-label={label}
        value={line}
        readOnly
        onFocus={(event) => event.target.select()}
      />
      <Button tone="primary" onPress={() => void copy()} autoFocus>
        {words.organiser.copy}
      </Button>
      <p role="status">
        {copied === true && words.organiser.copied}
        {copied === false && words.organiser.copyByHand}
      </p>
    </div>
  )
}
