import { useState } from 'react'
import { ListBox } from 'react-aria-components'
import { useConference, useView } from '../conference/context.tsx'
import { useNow } from '../conference/use-now.ts'
import { FilterButton, Filters } from '../design/filters.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './board.module.css'
import { Detail } from './detail.tsx'
import { byTrouble, type Group, groups, isIn, standings } from './standing.ts'
import { Tile } from './tile.tsx'
import { useTechnical } from './use-technical.ts'

const orders = ['trouble', 'list'] as const
type Order = (typeof orders)[number]

export function Board() {
  const state = useConference()
  const { presence, lost } = useView()
  const { lines, troubled } = useTechnical()
  const now = useNow()
  const [group, setGroup] = useState<Group>('all')
  const [order, setOrder] = useState<Order>('trouble')
  const [chosen, setChosen] = useState<string | null>(null)
  const all = standings({ state, present: presence, lost, lines, troubled })
  const shown = (order === 'trouble' ? byTrouble(all) : all).filter((standing) => isIn(group, standing))
  return (
    <main className={styles.board}>
      <section className={styles.bridges} aria-label={words.technical.board}>
        <Filters title={words.technical.title} className={styles.filters}>
          {groups.map((name) => (
            <FilterButton key={name} isSelected={group === name} onChange={() => setGroup(name)}>
              {words.technical.filters[name]} <b>{all.filter((standing) => isIn(name, standing)).length}</b>
            </FilterButton>
          ))}
          <span className={styles.order}>{words.technical.order}</span>
          {orders.map((name) => (
            <FilterButton key={name} isSelected={order === name} onChange={() => setOrder(name)}>
              {words.technical.orders[name]}
            </FilterButton>
          ))}
        </Filters>
        <ListBox
          className={styles.tiles ?? ''}
          aria-label={words.technical.board}
          layout="grid"
          selectionMode="single"
          selectedKeys={chosen === null ? [] : [chosen]}
          onSelectionChange={(keys) => setChosen(keys === 'all' ? null : String([...keys][0] ?? '') || null)}
          items={shown.map((standing) => ({ id: standing.bridge.id, standing, now }))}
          renderEmptyState={() => words.technical.noneMatch}
        >
          {({ standing, now: at }) => <Tile standing={standing} now={at} />}
        </ListBox>
      </section>
      <Detail standing={all.find(({ bridge }) => bridge.id === chosen) ?? null} now={now} />
    </main>
  )
}
