import styles from './verify.module.css'

export type Outcomes = 'right' | 'open' | 'wrong' | 'checking'

const shapes = {
  right: 'M10 24.500 20 34 38 14',
  open: 'M24 11v17M24 35v2',
  wrong: 'M13 13l22 22M35 13 13 35',
  checking: 'M13 24h1M24 24h1M35 24h1',
} as const satisfies Record<Outcomes, string>

/** The verdict as a shape, beside its word. */
export function VerdictSign({ of }: { readonly of: Outcomes }) {
  return (
    <svg className={styles.sign} viewBox="0 0 48 48" aria-hidden="true">
      <path d={shapes[of]} />
    </svg>
  )
}
