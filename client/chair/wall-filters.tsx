import { ToggleButton } from 'react-aria-components'
import { Icon } from '../design/icon.tsx'
import { useLetterKeys } from '../design/letter-keys.ts'
import { words } from '../messages/catalogue.ts'
import type { TileState } from './tile-state.ts'
import styles from './wall.module.css'

export type Filter = keyof typeof words.chair.filters

export const shows: Readonly<Record<Filter, (state: TileState) => boolean>> = {
  all: () => true,
  waiting: ({ place }) => place > 0,
  lost: ({ kind }) => kind === 'lost',
  absent: ({ kind }) => kind === 'absent',
}

const filters = Object.keys(shows) as Filter[]

/** How many bridges are in each state; one that is chosen dims all the others. */
export function WallFilters({
  states,
  filter,
  onFilter,
}: {
  readonly states: readonly TileState[]
  readonly filter: Filter
  readonly onFilter: (filter: Filter) => void
}) {
  return (
    <div className={styles.filters}>
      <h2>{words.chair.wall}</h2>
      {filters.map((name) => (
        <ToggleButton
          key={name}
          className={styles.filter ?? ''}
          isSelected={filter === name}
          onChange={() => onFilter(name)}
        >
          {words.chair.filters[name]} <b>{states.filter(shows[name]).length}</b>
        </ToggleButton>
      ))}
      <LetterKeys />
    </div>
  )
}

function LetterKeys() {
  const [on, set] = useLetterKeys()
  return (
    <ToggleButton
      className={`${styles.filter ?? ''} ${styles.letters ?? ''}`}
      isSelected={on}
      onChange={set}
      aria-label={words.chair.shortcuts}
    >
      {on && <Icon name="check" />}
      {words.chair.shortcuts}
    </ToggleButton>
  )
}
