import { ListBoxItem } from 'react-aria-components'
import type { Instant } from '../../domain/time.ts'
import { Icon } from '../design/icon.tsx'
import { words } from '../messages/catalogue.ts'
import { duration, hourTime } from '../messages/format.ts'
import { OutcomeSign } from '../rehearsal/outcome-sign.tsx'
import styles from './board.module.css'
import { shortFigures } from './figures.ts'
import type { Standing } from './standing.ts'

/** One bridge: its name, its rehearsal with the worst that was found, its line now. */
export function Tile({ standing, now }: { readonly standing: Standing; readonly now: Instant }) {
  const { bridge, name, worst, connection, troubled } = standing
  const rehearsal = rehearsalWord(standing)
  const line = lineWord(standing, now)
  return (
    <ListBoxItem
      id={bridge.id}
      textValue={name}
      aria-label={words.technical.tile(name, rehearsal, line)}
      className={styles.tile ?? ''}
      data-connection={connection.kind}
      data-outcome={worst?.outcome ?? 'none'}
    >
      <span className={styles.name}>{name}</span>
      <span className={styles.rehearsal}>
        <OutcomeSign outcome={worst?.outcome ?? null} />
        <span>{rehearsal}</span>
      </span>
      <span className={styles.more}>{moreWord(standing)}</span>
      <span className={styles.line} data-troubled={troubled}>
        {connection.kind === 'lost' && <Icon name="line-cut" />}
        {connection.kind === 'here' && <Icon name={troubled ? 'warning' : 'check'} />}
        <span>{line}</span>
      </span>
    </ListBoxItem>
  )
}

function rehearsalWord({ worst }: Standing): string {
  if (!worst) return words.technical.notYet
  return worst.outcome === 'pass' ? words.technical.pass : words.rehearsal.found[worst.finding]
}

/** How many other findings there are, or when all was well. */
function moreWord({ rehearsal, worst }: Standing): string {
  if (!rehearsal || !worst) return ''
  if (worst.outcome === 'pass') return words.technical.at(hourTime(rehearsal.at))
  const others = rehearsal.results.filter(({ outcome }) => outcome !== 'pass').length - 1
  return others > 0 ? words.technical.others(others) : ''
}

function lineWord({ connection, line }: Standing, now: Instant): string {
  switch (connection.kind) {
    case 'lost':
      return words.technical.lost(duration(Math.max(0, now - connection.since), false))
    case 'absent':
      return words.technical.absent
    case 'here':
      return shortFigures(line) || words.technical.here
  }
}
