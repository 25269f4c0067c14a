import { useState } from 'react'
import { useConference, useMay } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Confirmation } from '../design/dialog.tsx'
import { FilterButton, Filters } from '../design/filters.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './ledger-page.module.css'
import { type LedgerFilter, type LedgerLine, type RegionId, type Show, shows } from './ledger-view.ts'

const filters = Object.keys(shows) as Show[]

/** What the table shows, how much is missing, and the reminder to all from whom something is. */
export function LedgerHead({
  lines,
  filter,
  onFilter,
}: {
  readonly lines: readonly LedgerLine[]
  readonly filter: LedgerFilter
  readonly onFilter: (filter: LedgerFilter) => void
}) {
  const regions = [...new Set(lines.map(({ region }) => region))]
  return (
    <div className={styles.head}>
      <Filters title={words.pageNames.ledger}>
        {filters.map((show) => (
          <FilterButton
            key={show}
            isSelected={filter.show === show}
            onChange={() => onFilter({ ...filter, show })}
          >
            {words.ledger.filters[show]} <b>{lines.filter(shows[show]).length}</b>
          </FilterButton>
        ))}
      </Filters>
      <input
        className={styles.field}
        type="search"
        aria-label={words.ledger.search}
        placeholder={words.ledger.searchHint}
        value={filter.search}
        onChange={(event) => onFilter({ ...filter, search: event.target.value })}
      />
      {regions.length > 1 && (
        <select
          className={styles.field}
          aria-label={words.ledger.region}
          value={filter.region}
          onChange={(event) => onFilter({ ...filter, region: event.target.value as RegionId | 'all' })}
        >
          <option value="all">{words.ledger.everywhere}</option>
          {regions.map((id) => (
            <option key={id} value={id}>
              {words.chair.regions[id]}
            </option>
          ))}
        </select>
      )}
      <Missing lines={lines} />
    </div>
  )
}

function Missing({ lines }: { readonly lines: readonly LedgerLine[] }) {
  const { phase } = useConference()
  const may = useMay()
  const commands = useCommands()
  const [asking, setAsking] = useState(false)
  const gaps = lines.filter(shows.missing)
  if (lines.length === 0) return null
  if (gaps.length === 0)
    return (
      <p className={styles.missing} role="status">
        {words.ledger.complete}
      </p>
    )
  const cells = gaps.reduce((sum, { missing }) => sum + missing, 0)
  return (
    <>
      <p className={styles.missing} role="status">
        {words.ledger.gaps(gaps.length, cells)}
      </p>
      {phase !== 'sealed' && may('ledger/remind') && (
        <Button tone="primary" isPending={commands.busy} onPress={() => setAsking(true)}>
          {words.ledger.remind(gaps.length)}
        </Button>
      )}
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
      <Confirmation
        title={words.ledger.remindTitle(gaps.length)}
        consequences={words.ledger.remindConsequences}
        act={words.ledger.remind(gaps.length)}
        isOpen={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => commands.run({ type: 'ledger/remind', bridges: [] })}
      />
    </>
  )
}
