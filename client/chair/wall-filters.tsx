import { FilterButton, Filters } from '../design/filters.tsx'
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
    <Filters title={words.chair.wall}>
      {filters.map((name) => (
        <FilterButton key={name} isSelected={filter === name} onChange={() => onFilter(name)}>
          {words.chair.filters[name]} <b>{states.filter(shows[name]).length}</b>
        </FilterButton>
      ))}
      <LetterKeys />
    </Filters>
  )
}

function LetterKeys() {
  const [on, set] = useLetterKeys()
  return (
    <FilterButton
      className={styles.letters}
      isSelected={on}
      onChange={set}
      aria-label={words.chair.shortcuts}
    >
      {on && <Icon name="check" />}
      {words.chair.shortcuts}
    </FilterButton>
  )
}
