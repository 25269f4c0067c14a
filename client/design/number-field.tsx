import { TextField as AriaTextField, FieldError, Input, Label } from 'react-aria-components'
import { Button } from './button.tsx'
import field from './field.module.css'
import styles from './number-field.module.css'

/** A count, typed or stepped; targets are large enough for a finger. Null while nothing stands in it. */
export function NumberField({
  label,
  value,
  onChange,
  most = 100_000,
  fewer,
  more,
  error = null,
  isDisabled = false,
}: {
  readonly label: string
  readonly value: number | null
  readonly onChange: (value: number | null) => void
  readonly most?: number
  /** What the buttons are called. */
  readonly fewer: string
  readonly more: string
  readonly error?: string | null
  readonly isDisabled?: boolean
}) {
  const step = (by: number) => onChange(Math.min(most, Math.max(0, (value ?? 0) + by)))
  return (
    <AriaTextField
      className={field.field ?? ''}
      value={value === null ? '' : String(value)}
      onChange={(text) => onChange(numberIn(text, most))}
      isInvalid={error !== null}
      isDisabled={isDisabled}
      inputMode="numeric"
      autoComplete="off"
    >
      <Label className={field.label}>{label}</Label>
      <div className={styles.row}>
        <Button
          className={styles.step ?? ''}
          aria-label={`${label}: ${fewer}`}
          onPress={() => step(-1)}
          isDisabled={isDisabled || (value ?? 0) === 0}
        >
          −
        </Button>
        <Input
          className={`${field.input} ${styles.number}`}
          onKeyDown={(event) => {
            const by = { ArrowUp: 1, ArrowDown: -1 }[event.key]
            if (by === undefined) return
            event.preventDefault()
            step(by)
          }}
        />
        <Button
          className={styles.step ?? ''}
          aria-label={`${label}: ${more}`}
          onPress={() => step(1)}
          isDisabled={isDisabled || value === most}
        >
          +
        </Button>
      </div>
      <FieldError className={field.error ?? ''}>{error}</FieldError>
    </AriaTextField>
  )
}

/** The digits of what was typed, as a count. */
function numberIn(text: string, most: number): number | null {
  const digits = text.replace(/\D/g, '')
  return digits === '' ? null : Math.min(most, Number(digits))
}
