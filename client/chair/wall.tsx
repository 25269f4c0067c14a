import { useMemo, useState } from 'react'
import { ToggleButton } from 'react-aria-components'
import { useConference, useConnection, useView } from '../conference/context.tsx'
import { useNow } from '../conference/use-now.ts'
import { Icon } from '../design/icon.tsx'
import { useLetterKeys } from '../design/letter-keys.ts'
import { words } from '../messages/catalogue.ts'
import { COLUMNS, regionsOf } from './regions.ts'
import { Tile } from './tile.tsx'
import { type TileState, tileState, useLosses } from './tile-state.ts'
import styles from './wall.module.css'

type Filter = keyof typeof words.chair.filters

const shows: Readonly<Record<Filter, (state: TileState) => boolean>> = {
  all: () => true,
  waiting: ({ place }) => place > 0,
  lost: ({ kind }) => kind === 'lost',
  absent: ({ kind }) => kind === 'absent',
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

/** All bridges at once, each always in the same place. */
export function Wall() {
  const state = useConference()
  const { presence } = useView()
  const { serverNow } = useConnection()
  const now = useNow()
  const losses = useLosses(presence, serverNow)
  const [filter, setFilter] = useState<Filter>('all')
  const regions = useMemo(() => regionsOf(state.bridges), [state.bridges])
  const states = new Map(
    state.bridges.map((bridge) => [bridge.id, tileState(state, bridge, presence, losses)] as const),
  )
  const filters = Object.keys(shows) as Filter[]
  return (
    <section className={styles.wall} aria-label={words.chair.wallOf}>
      <div className={styles.filters}>
        <h2>{words.chair.wall}</h2>
        {filters.map((name) => (
          <ToggleButton
            key={name}
            className={styles.filter ?? ''}
            isSelected={filter === name}
            onChange={() => setFilter(name)}
          >
            {words.chair.filters[name]} <b>{[...states.values()].filter(shows[name]).length}</b>
          </ToggleButton>
        ))}
        <LetterKeys />
      </div>
      <div className={styles.rows}>
        {regions.map((region) => (
          <section
            key={region.id}
            className={styles.region}
            aria-label={words.chair.regions[region.id]}
            style={{
              gridRow: region.row,
              gridColumn: `${region.column} / span ${Math.min(COLUMNS, Math.max(1, region.bridges.length))}`,
            }}
          >
            <h3>
              {words.chair.regions[region.id]}{' '}
              {region.id !== 'central' && <span>{region.bridges.length}</span>}
            </h3>
            <ul>
              {region.bridges.map((bridge) => {
                const tile = states.get(bridge.id) as TileState
                return (
                  <Tile
                    key={bridge.id}
                    bridge={bridge}
                    state={tile}
                    now={now}
                    dimmed={!shows[filter](tile)}
                  />
                )
              })}
            </ul>
          </section>
        ))}
      </div>
    </section>
  )
}
