import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import styles from './button.module.css'

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'style'> {
  readonly children: ReactNode
  /** `danger` names an act that cannot be undone, `final` is its last confirmation. */
  readonly tone?: 'plain' | 'primary' | 'danger' | 'final' | 'quiet'
  readonly size?: 'small' | 'usual' | 'big'
  /** The keys that do the same, as they stand on the button. */
  readonly keys?: string
  readonly className?: string
}

export function Button({ children, tone = 'plain', size = 'usual', keys, className, ...rest }: ButtonProps) {
  const names = [styles.button, styles[tone], styles[size], className].filter(Boolean).join(' ')
  return (
    <AriaButton {...rest} className={names}>
      {children}
      {keys && <Keys>{keys}</Keys>}
    </AriaButton>
  )
}

/** A key as drawn on a control; screen readers know it from `aria-keyshortcuts`. */
export function Keys({ children }: { readonly children: ReactNode }) {
  return (
    <kbd className={styles.keys} aria-hidden>
      {children}
    </kbd>
  )
}

/** A link that looks like a button. */
export function LinkButton({
  href,
  children,
  download,
  tone = 'plain',
}: {
  readonly href: string
  readonly children: ReactNode
  readonly download?: boolean
  readonly tone?: 'plain' | 'primary' | 'quiet'
}) {
  return (
    <a
      className={`${styles.button} ${styles[tone] ?? ''}`}
      href={href}
      {...(download ? { download: '' } : {})}
    >
      {children}
    </a>
  )
}
