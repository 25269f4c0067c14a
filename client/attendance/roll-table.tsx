import type { LineLoss } from '../../domain/line-losses.ts'
import { useView } from '../conference/context.tsx'
import { useNow } from '../conference/use-now.ts'
import { Button } from '../design/button.tsx'
import { Icon } from '../design/icon.tsx'
import { words } from '../messages/catalogue.ts'
import { count, duration, hourTime, percent } from '../messages/format.ts'
import { explained } from './attendee-row.tsx'
import type { RollRow } from './roll.ts'
import styles from './roll-call.module.css'
import type { ReadLosses } from './use-line-losses.ts'

/** One line for each bridge; its name opens the bridge's own list. */
export function RollTable({
  rows,
  losses,
  onOpen,
}: {
  readonly rows: readonly RollRow[]
  readonly losses: ReadLosses
  readonly onOpen: (bridge: string) => void
}) {
  const { columns } = words.attendance
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <section className={styles.scroll} tabIndex={0} aria-label={words.attendance.page}>
      <table className={styles.table}>
        <thead>
          <tr className={styles.heads}>
            <th scope="col">{columns.bridge}</th>
            <th scope="col" data-number>
              {columns.invited}
            </th>
            <th scope="col" data-number>
              {columns.present}
            </th>
            <th scope="col" data-number>
              {columns.share}
            </th>
            <th scope="col">{columns.missed}</th>
            <th scope="col">{columns.line}</th>
            {losses.kind !== 'hidden' && <th scope="col">{columns.losses}</th>}
            <th scope="col" data-number>
              {columns.saidAt}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.bridge.id} row={row} losses={losses} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className={styles.none}>{words.attendance.noneMatch}</p>}
    </section>
  )
}

function Row({
  row,
  losses,
  onOpen,
}: {
  readonly row: RollRow
  readonly losses: ReadLosses
  readonly onOpen: (bridge: string) => void
}) {
  const { presence } = useView()
  const { bridge, name, invited, present, share, missed, saidAt } = row
  const line = presence.includes(bridge.id) ? 'connected' : bridge.line.kind === 'never' ? 'never' : 'lost'
  return (
    <tr data-uncalled={present === null}>
      <th scope="row">
        <Button
          tone="quiet"
          size="small"
          className={styles.open ?? ''}
          aria-label={words.attendance.open(name)}
          onPress={() => onOpen(bridge.id)}
        >
          {name}
        </Button>
      </th>
      <td data-number>{invited === null ? words.attendance.unknown : count(invited)}</td>
      <td data-number>{present === null ? words.attendance.notSaid : count(present)}</td>
      <td data-number>{share === null ? words.attendance.unknown : percent(share)}</td>
      <td className={styles.missed}>
        {missed
          .map((each) => {
            const said = explained(each)
            const how =
              each.kind === 'left'
                ? said
                : [words.attendance.marks.absent.toLowerCase(), said].filter(Boolean).join(' · ')
            return `${each.name} (${how})`
          })
          .join('; ')}
      </td>
      <td className={styles.line} data-line={line}>
        {line !== 'never' && <Icon name={line === 'connected' ? 'check' : 'line-cut'} />}
        {words.attendance.line[line]}
      </td>
      {losses.kind !== 'hidden' && (
        <td className={styles.losses}>
          {losses.kind === 'read' && <Losses losses={losses.losses.get(bridge.id) ?? []} />}
        </td>
      )}
      <td data-number>{saidAt === null ? '' : hourTime(saidAt)}</td>
    </tr>
  )
}

/** How often and how long in all, and each loss by its times. */
function Losses({ losses }: { readonly losses: readonly LineLoss[] }) {
  const now = useNow()
  if (losses.length === 0) return null
  const total = losses.reduce((sum, { from, to }) => sum + Math.max(0, (to ?? now) - from), 0)
  return (
    <>
      <b>{words.attendance.lossesOf(losses.length, duration(total))}</b>{' '}
      {losses
        .map(({ from, to }) =>
          to === null
            ? words.attendance.lossNow(hourTime(from))
            : words.attendance.loss(hourTime(from), hourTime(to)),
        )
        .join(', ')}
    </>
  )
}
