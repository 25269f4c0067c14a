import { contributionDocument } from '../../domain/prose.ts'
import { useMay } from '../conference/context.tsx'
import { words } from '../messages/catalogue.ts'
import { linkTo } from '../session/ask.ts'
import styles from './opinion.module.css'

export type SourceLine = string

/** Where an opinion comes from: its turn, what it was split or merged from, its confirmation, its card. */
export function Source({
  ordinal,
  contribution,
  lines,
}: {
  readonly ordinal: number
  readonly contribution: number
  readonly lines: readonly SourceLine[]
}) {
  const may = useMay()
  return (
    <details className={styles.source}>
      <summary>{words.synthesis.source}</summary>
      <ul>
        <li>{words.synthesis.ordinal(ordinal)}</li>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
        {may('record/write') && (
          <li>
            <a href={`${linkTo('/secretary')}#${contributionDocument(contribution)}`}>
              {words.synthesis.openCard}
            </a>
          </li>
        )}
      </ul>
    </details>
  )
}
