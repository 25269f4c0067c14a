import { ComboBox, FieldError, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components'
import { bare } from './bare.ts'
import { Button } from './button.tsx'
import type { Choice } from './choices.tsx'
import field from './field.module.css'
import { Icon } from './icon.tsx'
import styles from './popover.module.css'

/** One of a long list, found by typing some of its letters, with or without their marks. */
export function SearchField({
  label,
  placeholder,
  error,
  openLabel,
  nothing,
  choices,
  chosen,
  onChange,
  autoFocus = false,
}: {
  readonly label: string
  readonly placeholder: string
  readonly error?: string | null
  /** What the button that opens the list is called. */
  readonly openLabel: string
  /** Said where no choice matches. */
  readonly nothing: string
  readonly choices: readonly Choice[]
  readonly chosen: string | null
  readonly onChange: (chosen: string | null) => void
  readonly autoFocus?: boolean
}) {
  return (
    <ComboBox
      className={field.field ?? ''}
      value={chosen}
      onChange={(key) => onChange(key === null ? null : String(key))}
      defaultFilter={(text, input) => bare(text).includes(bare(input))}
      allowsEmptyCollection
      menuTrigger="input"
      isInvalid={Boolean(error)}
      autoFocus={autoFocus}
    >
      <Label className={field.label}>{label}</Label>
      <div className={styles.search}>
        <Input className={field.input ?? ''} placeholder={placeholder} />
        <Button aria-label={openLabel}>
          <Icon name="down" />
        </Button>
      </div>
      <FieldError className={field.error ?? ''}>{error}</FieldError>
      <Popover className={`${styles.popover} ${styles.trigger}`}>
        <ListBox
          className={styles.list ?? ''}
          renderEmptyState={() => <p className={styles.nothing}>{nothing}</p>}
        >
          {choices.map((choice) => (
            <ListBoxItem
              key={choice.id}
              id={choice.id}
              className={styles.option ?? ''}
              textValue={choice.label}
            >
              {({ isSelected }) => (
                <>
                  <span className={styles.mark}>{isSelected && <Icon name="check" />}</span>
                  <span>{choice.label}</span>
                </>
              )}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}
