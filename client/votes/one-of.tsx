import { Label, Radio, RadioGroup, Text } from 'react-aria-components'
import styles from './one-of.module.css'

/** One of a few, all in sight; the hint tells what the chosen one means. */
export function OneOf<T extends string>({
  label,
  of,
  chosen,
  onChange,
  hint,
  isDisabled = false,
}: {
  readonly label: string
  readonly of: readonly { readonly id: T; readonly label: string }[]
  readonly chosen: T
  readonly onChange: (chosen: T) => void
  readonly hint: string
  readonly isDisabled?: boolean
}) {
  return (
    <RadioGroup
      className={styles.group ?? ''}
      orientation="horizontal"
      value={chosen}
      onChange={(value) => onChange(value as T)}
      isDisabled={isDisabled}
    >
      <Label className={styles.label}>{label}</Label>
      <div className={styles.row}>
        {of.map(({ id, label: name }) => (
          <Radio key={id} value={id} className={styles.radio ?? ''}>
            {name}
          </Radio>
        ))}
      </div>
      <Text slot="description" className={styles.hint}>
        {hint}
      </Text>
    </RadioGroup>
  )
}
