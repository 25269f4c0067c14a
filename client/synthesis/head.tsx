import { Input, Label, TextField } from 'react-aria-components'
import { verdicts } from '../../domain/synthesis-commands.ts'
import { useConference } from '../conference/context.tsx'
import { shortName } from '../conference/names.ts'
import { Button } from '../design/button.tsx'
import field from '../design/field.module.css'
import { SelectField } from '../design/select-field.tsx'
import { words } from '../messages/catalogue.ts'
import { count } from '../messages/format.ts'
import styles from './synthesis-page.module.css'
import { type Counts, everything, type Filter } from './table.ts'

const ANY = ''
const verdictChoices = [
  { id: ANY, label: words.synthesis.anyVerdict },
  { id: 'unanswered', label: words.synthesis.unanswered },
  ...verdicts.map((verdict) => ({ id: verdict, label: words.synthesis.verdicts[verdict] })),
]

/** How far the answers are, over all topics. */
export function Totals({ opinions, counts }: { readonly opinions: number; readonly counts: Counts }) {
  const named = words.synthesis.totals
  const figures = [
    [named.opinions, opinions],
    [named.lines, counts.all],
    [named.answered, counts.all - counts.unanswered],
    [named.accepted, counts.accepted],
    [named.partly, counts.partly],
    [named.explained, counts.explained],
    [named.unanswered, counts.unanswered],
  ] as const
  return (
    <dl className={styles.totals} aria-label={words.synthesis.title}>
      {figures.map(([name, value]) => (
        <div key={name} data-open={(name === named.unanswered && value > 0) || undefined}>
          <dt>{name}</dt>
          <dd>{count(value)}</dd>
        </div>
      ))}
    </dl>
  )
}

export function Filters({
  filter,
  onChange,
  shown,
  all,
}: {
  readonly filter: Filter
  readonly onChange: (filter: Filter) => void
  readonly shown: number
  readonly all: number
}) {
  const { bridges } = useConference()
  const isFiltering = JSON.stringify(filter) !== JSON.stringify(everything)
  return (
    <search className={styles.filters} aria-label={words.synthesis.filters}>
      <TextField
        className={`${field.field} ${styles.search}`}
        type="search"
        value={filter.search}
        onChange={(search) => onChange({ ...filter, search })}
      >
        <Label className={field.label}>{words.synthesis.search}</Label>
        <Input className={field.input ?? ''} placeholder={words.synthesis.searchHint} />
      </TextField>
      <SelectField
        label={words.synthesis.bridge}
        value={filter.bridge ?? ANY}
        onChange={(bridge) => onChange({ ...filter, bridge: bridge === ANY ? null : bridge })}
        options={[
          { id: ANY, label: words.synthesis.allBridges },
          ...bridges.map((bridge) => ({ id: bridge.id, label: shortName(bridge) })),
        ]}
      />
      <SelectField
        label={words.synthesis.verdict}
        value={filter.verdict ?? ANY}
        onChange={(verdict) =>
          onChange({ ...filter, verdict: verdict === ANY ? null : (verdict as Filter['verdict']) })
        }
        options={verdictChoices}
      />
      {isFiltering && (
        <>
          <span role="status">{words.synthesis.shown(shown, all)}</span>
          <Button size="small" onPress={() => onChange(everything)}>
            {words.synthesis.clearFilters}
          </Button>
        </>
      )}
    </search>
  )
}
