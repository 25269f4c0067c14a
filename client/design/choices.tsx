import { Checkbox, CheckboxGroup, Label } from 'react-aria-components'
import styles from './field.module.css'
import { Icon } from './icon.tsx'

export interface Choice {
  readonly id: string
  readonly label: string
}

/** Several of a list, by mouse or space bar. */
export function Choices({
  label,
  choices,
  chosen,
  onChange,
  isDisabled = false,
}: {
  readonly label: string
  readonly choices: readonly Choice[]
  readonly chosen: readonly string[]
  readonly onChange: (chosen: string[]) => void
  readonly isDisabled?: boolean
}) {
  return (
    <CheckboxGroup
      className={styles.field ?? ''}
      value={[...chosen]}
      onChange={onChange}
      isDisabled={isDisabled}
    >
      <Label className={styles.label}>{label}</Label>
      <div className={styles.choices}>
        {choices.map((choice) => (
          <Checkbox key={choice.id} value={choice.id} className={styles.choice ?? ''}>
            {({ isSelected }) => (
              <>
                <span className={styles.box} aria-hidden>
                  {isSelected && <Icon name="check" />}
                </span>
                {choice.label}
              </>
            )}
          </Checkbox>
        ))}
      </div>
    </CheckboxGroup>
  )
}
