import { memo, useId, useState } from 'react'
import type { Contribution } from '../../domain/contributions.ts'
import { plainText } from '../../domain/prose.ts'
import { Button } from '../design/button.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './opinion.module.css'
import { ProseText } from './prose-text.tsx'
import { Source, type SourceLine } from './source.tsx'
import { useTextOf } from './use-texts.tsx'

/** Longer texts are folded, in characters. */
const FOLDED_FROM = 700

export interface OpinionView {
  readonly contribution: Contribution
  /** Its place in the minutes, from 1. */
  readonly ordinal: number
  readonly bridge: string
  readonly speaker: string
  /** When and how it was given. */
  readonly given: string
  readonly source: readonly SourceLine[]
}

/** Who gave it and what was said: to be read, never to be changed here. */
export const Opinion = memo(function Opinion({
  view,
  isChosen,
  onChoose,
}: {
  readonly view: OpinionView
  readonly isChosen: boolean
  /** Undefined for those who only read. */
  readonly onChoose: ((contribution: number) => void) | undefined
}) {
  const { contribution, ordinal, bridge, speaker, given, source } = view
  return (
    <>
      <th scope="row" className={styles.who}>
        {onChoose && (
          <input
            type="checkbox"
            className={styles.check}
            aria-label={words.synthesis.select(ordinal, bridge)}
            checked={isChosen}
            onChange={() => onChoose(contribution.id)}
          />
        )}
        <b>{bridge}</b>
        <span>{speaker}</span>
        <small>{given}</small>
        <Source ordinal={ordinal} contribution={contribution.id} lines={source} />
      </th>
      <td className={styles.what}>
        <Words contribution={contribution.id} />
      </td>
    </>
  )
})

function Words({ contribution }: { readonly contribution: number }) {
  const read = useTextOf(contribution)
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  if (!read) return <p className={styles.none}>{words.synthesis.textLoading}</p>
  const length = plainText(read.prose).trim().length
  if (length === 0) return <p className={styles.none}>{words.synthesis.textEmpty}</p>
  const isLong = length > FOLDED_FROM
  return (
    <>
      <div id={id} className={styles.words} data-folded={(isLong && !isOpen) || undefined}>
        <ProseText prose={read.prose} />
      </div>
      {isLong && (
        <Button
          size="small"
          tone="quiet"
          aria-expanded={isOpen}
          aria-controls={id}
          onPress={() => setOpen(!isOpen)}
        >
          {isOpen ? words.synthesis.less : words.synthesis.more}
        </Button>
      )}
    </>
  )
}
