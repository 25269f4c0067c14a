import type { Outcome } from '../../domain/rehearsal-judgement.ts'
import { Icon } from '../design/icon.tsx'
import styles from './outcome-sign.module.css'

/** A shape for each outcome, told apart without colour: tick, outlined warning, filled cross, hollow ring. */
export function OutcomeSign({ outcome }: { readonly outcome: Outcome | null }) {
  return (
    <span className={styles.sign} data-outcome={outcome ?? 'none'} aria-hidden>
      {outcome === 'pass' && <Icon name="check" />}
      {outcome === 'warn' && <Icon name="warning" />}
      {outcome === 'fail' && <Icon name="cross" />}
    </span>
  )
}
