import type { ReactNode } from 'react'
import { ToggleButton, type ToggleButtonProps } from 'react-aria-components'
import styles from './filters.module.css'

/** What a wall of tiles shows and in which order, in one line over it. */
export function Filters({
  title,
  className,
  children,
}: {
  readonly title: string
  readonly className?: string | undefined
  readonly children: ReactNode
}) {
  return (
    <div className={[styles.filters, className].filter(Boolean).join(' ')}>
      <h2>{title}</h2>
      {children}
    </div>
  )
}

/** One choice among them. */
export function FilterButton({
  className,
  ...rest
}: Omit<ToggleButtonProps, 'className'> & { readonly className?: string | undefined }) {
  return <ToggleButton {...rest} className={[styles.filter, className].filter(Boolean).join(' ')} />
}
