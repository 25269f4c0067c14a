import {
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
} from 'react-aria-components'
import styles from './field.module.css'

interface TextFieldProps extends Omit<AriaTextFieldProps, 'className' | 'children' | 'style'> {
  readonly label: string
  readonly hint?: string
  readonly error?: string | null
  readonly lines?: 'one' | 'many'
  readonly placeholder?: string
}

/** A labelled text, with what is wrong with it below. */
export function TextField({ label, hint, error, lines = 'one', placeholder, ...rest }: TextFieldProps) {
  const shown = placeholder === undefined ? {} : { placeholder }
  return (
    <AriaTextField {...rest} className={styles.field ?? ''} isInvalid={Boolean(error)}>
      <Label className={styles.label}>{label}</Label>
      {lines === 'one' ? (
        <Input className={styles.input ?? ''} {...shown} />
      ) : (
        <TextArea className={styles.input ?? ''} rows={8} {...shown} />
      )}
      {hint && (
        <Text slot="description" className={styles.hint}>
          {hint}
        </Text>
      )}
      <FieldError className={styles.error ?? ''}>{error}</FieldError>
    </AriaTextField>
  )
}
