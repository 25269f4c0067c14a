import type { ReactNode } from 'react'
import styles from './facts.module.css'

/** Names and values, two columns where there is room. */
export function Facts({
  of,
}: {
  readonly of: readonly { readonly name: string; readonly value: ReactNode }[]
}) {
  return (
    <dl className={styles.facts}>
      {of.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
