import type { Measured } from '../../domain/rehearsal.ts'
import type { Check, RehearsalResult } from '../../domain/rehearsal-judgement.ts'
import { Button } from '../design/button.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './check-list.module.css'
import { figuresOf } from './figures.ts'
import { OutcomeSign } from './outcome-sign.tsx'
import type { StepState } from './rehearsal.ts'

export function CheckRow({
  check,
  result,
  state,
  measured,
  started,
  onAgain,
}: {
  readonly check: Check
  readonly result: RehearsalResult | null
  readonly state: StepState
  readonly measured: Measured
  readonly started: boolean
  readonly onAgain: () => void
}) {
  const name = words.rehearsal.checks[check]
  return (
    <li className={styles.row} data-outcome={result?.outcome ?? (isBusy(state) ? 'busy' : 'none')}>
      <OutcomeSign outcome={result?.outcome ?? null} />
      <div className={styles.what}>
        <p className={styles.name}>
          <b>{name}</b>
          <span>{result ? figuresOf(check, measured) : ''}</span>
        </p>
        <p className={styles.remedy}>
          {result ? words.rehearsal.remedies[result.finding] : doing(state, started)}
        </p>
      </div>
      <div className={styles.end}>
        {result && <span className={styles.outcome}>{words.rehearsal.outcomes[result.outcome]}</span>}
        {result && result.outcome !== 'pass' && (
          <Button size="small" onPress={onAgain} aria-label={words.rehearsal.againOf(name)}>
            {words.rehearsal.again}
          </Button>
        )}
      </div>
    </li>
  )
}

function isBusy({ kind }: StepState): boolean {
  return kind === 'opening' || kind === 'running' || kind === 'asking'
}

function doing(state: StepState, started: boolean): string {
  if (!started) return ''
  switch (state.kind) {
    case 'opening':
      return words.rehearsal.opening
    case 'running':
      return state.left ? words.rehearsal.left(state.left) : words.rehearsal.running
    case 'asking':
      return words.rehearsal.asking
    default:
      return words.rehearsal.waiting
  }
}
