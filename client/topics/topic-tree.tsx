import { type KeyboardEvent, type ReactNode, useMemo, useState } from 'react'
import { type Key, Tree, TreeItem, TreeItemContent, useDragAndDrop } from 'react-aria-components'
import { childrenOf, type Topic } from '../../domain/topics.ts'
import { useConference } from '../conference/context.tsx'
import { Button } from '../design/button.tsx'
import { Icon } from '../design/icon.tsx'
import { words } from '../messages/catalogue.ts'
import { type Direction, dropped, type Place, stepped } from './moves.ts'
import styles from './topic-tree.module.css'

const directions: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowRight: 'in',
  ArrowLeft: 'out',
}

/** The tree itself: chosen, opened and moved by keyboard or by hand. */
export function TopicTree({
  chosen,
  isEditable,
  onChoose,
  onMove,
  onRemove,
}: {
  readonly chosen: string | null
  readonly isEditable: boolean
  readonly onChoose: (id: string | null) => void
  readonly onMove: (id: string, place: Place) => void
  readonly onRemove: (id: string) => void
}) {
  const { topics, contributions } = useConference()
  const [closed, setClosed] = useState<ReadonlySet<Key>>(new Set())
  const opinions = useMemo(() => {
    const found = new Map<string, number>()
    for (const held of contributions)
      if (held.standing.kind === 'standing')
        for (const topic of held.topics) found.set(topic, (found.get(topic) ?? 0) + 1)
    return found
  }, [contributions])
  const { dragAndDropHooks } = useDragAndDrop({
    isDisabled: !isEditable,
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key) })),
    onMove: ({ keys, target }) => {
      const [id] = [...keys].map(String)
      const place = id && dropped(topics, id, { key: String(target.key), dropPosition: target.dropPosition })
      if (id && place) onMove(id, place)
    },
  })
  const keyed = (event: KeyboardEvent) => {
    if (!isEditable || chosen === null || event.ctrlKey || event.metaKey) return
    const direction = event.altKey ? directions[event.key] : undefined
    if (direction) {
      event.preventDefault()
      event.stopPropagation()
      const place = stepped(topics, chosen, direction)
      if (place) onMove(chosen, place)
    } else if (event.key === 'Delete') {
      event.preventDefault()
      onRemove(chosen)
    }
  }
  const open = topics.map(({ id }) => id).filter((id) => !closed.has(id))
  const item = (topic: Topic): ReactNode => (
    <Item key={topic.id} topic={topic} opinions={opinions.get(topic.id) ?? 0} isEditable={isEditable}>
      {childrenOf(topics, topic.id).map(item)}
    </Item>
  )
  return (
    <div className={styles.box} onKeyDownCapture={keyed}>
      <Tree
        className={styles.tree ?? ''}
        aria-label={words.topics.tree}
        selectionMode="single"
        selectionBehavior="replace"
        selectedKeys={chosen === null ? [] : [chosen]}
        onSelectionChange={(keys) => {
          const [key] = keys === 'all' ? [] : [...keys]
          onChoose(key === undefined ? null : String(key))
        }}
        expandedKeys={open}
        onExpandedChange={(keys) =>
          setClosed(new Set(topics.map(({ id }) => id).filter((id) => !keys.has(id))))
        }
        dragAndDropHooks={dragAndDropHooks}
        renderEmptyState={() => <p className={styles.none}>{words.topics.none}</p>}
      >
        {childrenOf(topics, null).map(item)}
      </Tree>
    </div>
  )
}

function Item({
  topic,
  opinions,
  isEditable,
  children,
}: {
  readonly topic: Topic
  readonly opinions: number
  readonly isEditable: boolean
  readonly children: ReactNode
}) {
  const name = topic.label ? `${topic.label} · ${topic.title}` : topic.title
  return (
    <TreeItem id={topic.id} textValue={name} className={styles.item ?? ''}>
      <TreeItemContent>
        {({ hasChildItems, isExpanded, level }) => (
          <div className={styles.row} style={{ paddingInlineStart: `calc(${level - 1} * var(--space-4))` }}>
            {isEditable && (
              <Button
                slot="drag"
                size="small"
                tone="quiet"
                className={styles.drag ?? ''}
                aria-label={words.topics.drag(name)}
              >
                ⋮⋮
              </Button>
            )}
            <Button
              slot="chevron"
              size="small"
              tone="quiet"
              className={styles.chevron ?? ''}
              {...(hasChildItems ? {} : { style: { visibility: 'hidden' as const } })}
            >
              <Icon name={isExpanded ? 'down' : 'next'} />
            </Button>
            <span className={styles.name}>
              {topic.label && <b>{topic.label}</b>}
              <span>{topic.title}</span>
            </span>
            {topic.wording !== undefined && (
              <span className={styles.sign} title={words.topics.hasWording}>
                <Icon name="document" />
              </span>
            )}
            {opinions > 0 && <span className={styles.sign}>{words.topics.opinions(opinions)}</span>}
          </div>
        )}
      </TreeItemContent>
      {children}
    </TreeItem>
  )
}
