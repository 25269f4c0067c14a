import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { Bridge } from '../../domain/conference.ts'
import { useConference, useMay, useView } from '../conference/context.tsx'
import { useNow } from '../conference/use-now.ts'
import { useLetterKeys } from '../design/letter-keys.ts'
import { words } from '../messages/catalogue.ts'
import { useDeskMedia } from './desk-media.tsx'
import { withoutPin, withPin } from './direction.ts'
import { Preview } from './preview.tsx'
import { COLUMNS, regionsOf } from './regions.ts'
import { useDirect } from './stage-direction.tsx'
import { Tile } from './tile.tsx'
import { TileActs } from './tile-acts.tsx'
import { type TileState, tileState } from './tile-state.ts'
import styles from './wall.module.css'
import { type Filter, shows, WallFilters } from './wall-filters.tsx'
import { moveOnWall } from './wall-keys.ts'
import { lookedAt, usePointed } from './wall-look.ts'

/** All bridges at once, each always in the same place; any of them can be looked at, and put on stage. */
export function Wall() {
  const state = useConference()
  const { presence, lost } = useView()
  const now = useNow()
  const may = useMay()
  const direct = useDirect()
  const [letters] = useLetterKeys()
  const { snapshot, setGallery } = useDeskMedia()
  const [filter, setFilter] = useState<Filter>('all')
  const [opened, setOpened] = useState<{ readonly bridge: string; readonly large: boolean } | null>(null)
  const [pointed, point] = usePointed()
  const trigger = useRef<HTMLElement>(null)
  const rows = useRef<HTMLDivElement>(null)
  const regions = useMemo(() => regionsOf(state.bridges), [state.bridges])
  const states = new Map(
    state.bridges.map((bridge) => [bridge.id, tileState(state, bridge, presence, lost)] as const),
  )
  const looked = lookedAt(
    regions,
    pointed,
    state.floor.queue.map((request) => request.bridge),
  ).join()
  useEffect(() => setGallery(looked === '' ? [] : looked.split(',')), [looked, setGallery])

  const pressed = (bridge: Bridge, event: KeyboardEvent<HTMLElement>) => {
    const tile = event.currentTarget
    const key = event.key.toLowerCase()
    const { keys } = words.chair
    if (event.ctrlKey || event.altKey || event.metaKey) return
    if (rows.current && moveOnWall(rows.current, tile, event.key)) return event.preventDefault()
    if (!letters || event.repeat) return
    if (key === keys.preview.toLowerCase() && may('stage/preview')) {
      trigger.current = tile
      setOpened({ bridge: bridge.id, large: true })
    } else if (key === keys.pin.toLowerCase() && may('stage/direct')) {
      direct((stage) =>
        stage.pinned.includes(bridge.id) ? withoutPin(stage, bridge.id) : withPin(stage, bridge.id),
      )
    } else return
    event.preventDefault()
  }
  const close = () => {
    setOpened(null)
    trigger.current?.focus()
  }
  const shown = opened && state.bridges.find((bridge) => bridge.id === opened.bridge)
  const current = pointed ?? regions[0]?.bridges[0]?.id
  return (
    <section className={styles.wall} aria-label={words.chair.wallOf}>
      <WallFilters states={[...states.values()]} filter={filter} onFilter={setFilter} />
      <div className={styles.rows} ref={rows}>
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
                    stream={snapshot?.peers.get(bridge.id)?.video ?? null}
                    now={now}
                    dimmed={!shows[filter](tile)}
                    isCurrent={bridge.id === current}
                    onPoint={() => point(bridge.id)}
                    onOpen={(element) => {
                      trigger.current = element
                      setOpened({ bridge: bridge.id, large: false })
                    }}
                    onKeyDown={(event) => pressed(bridge, event)}
                  />
                )
              })}
            </ul>
          </section>
        ))}
      </div>
      {shown &&
        (opened.large ? (
          <Preview bridge={shown} tile={states.get(shown.id) as TileState} onClose={close} />
        ) : (
          <TileActs
            bridge={shown}
            tile={states.get(shown.id) as TileState}
            trigger={trigger}
            onPreview={() => setOpened({ bridge: shown.id, large: true })}
            onClose={close}
          />
        ))}
    </section>
  )
}
