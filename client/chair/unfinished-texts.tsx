import { useMemo, useSyncExternalStore } from 'react'
import { contributionsInOrder } from '../../domain/contribution-source.ts'
import { contributionDocument, type DocumentId, documentsOf, type ProseNode } from '../../domain/prose.ts'
import type { ConferenceState } from '../../domain/state.ts'
import { type UnfinishedText, unfinished } from '../../domain/unfinished.ts'
import { useConference, useMay } from '../conference/context.tsx'
import { nameOf } from '../conference/names.ts'
import { useNow } from '../conference/use-now.ts'
import { words } from '../messages/catalogue.ts'
import { linkTo } from '../session/ask.ts'
import { ProseText } from '../synthesis/prose-text.tsx'
import { useTextReader } from '../synthesis/use-text-reader.ts'
import styles from './seal-dialog.module.css'

/** How many texts are named before the rest is counted, and blanks of one text. */
const FEW = 8
const FEW_BLANKS = 2
const never = () => () => undefined
const nought = () => 0

/** The texts that would be sealed with something left to do, each to be read in its place. */
export function UnfinishedTexts() {
  const state = useConference()
  const may = useMay()
  const now = useNow()
  const { contributions } = state
  // biome-ignore lint/correctness/useExhaustiveDependencies: the documents follow from the contributions
  const documents = useMemo(() => documentsOf(state), [contributions])
  const reader = useTextReader(documents)
  // Drawn anew when a text goes on.
  useSyncExternalStore(reader?.subscribe ?? never, reader?.version ?? nought)
  const texts = new Map<DocumentId, ProseNode>()
  for (const document of documents) {
    const read = reader?.text(document)
    if (read) texts.set(document, read.prose)
  }
  const found = unfinished(state, texts, now)
  const isReading = texts.size < documents.length
  return (
    <>
      {isReading && (
        <p role="status">{reader?.isFailing() ? words.seal.textsFailed : words.seal.readingTexts}</p>
      )}
      {found.length > 0 && (
        <section className={styles.gaps} aria-labelledby="unfinished">
          <h3 id="unfinished">{words.seal.unfinished(found.length)}</h3>
          <p>{words.seal.unfinishedWhat}</p>
          {found.slice(0, FEW).map((text) => (
            <details key={text.document} className={styles.text}>
              <summary>
                <b>{nameOfText(state, text.document)}</b> {lackOf(text)}
              </summary>
              {may('record/write') && (
                <a href={`${linkTo('/secretary')}#${text.document}`} target="_blank" rel="noreferrer">
                  {words.seal.openText}
                </a>
              )}
              <ReadProse prose={texts.get(text.document)} />
            </details>
          ))}
          {found.length > FEW && <p>{words.seal.moreTexts(found.length - FEW)}</p>}
        </section>
      )}
    </>
  )
}

function ReadProse({ prose }: { readonly prose: ProseNode | undefined }) {
  return (
    prose && (
      <div className={styles.prose}>
        <ProseText prose={prose} />
      </div>
    )
  )
}

function nameOfText(state: ConferenceState, document: DocumentId): string {
  if (document === 'opening') return words.secretary.openingTitle
  if (document === 'conclusion') return words.secretary.conclusionTitle
  const order = contributionsInOrder(state)
  const at = order.findIndex(({ id }) => contributionDocument(id) === document)
  return words.seal.opinion(at + 1, nameOf(state, order[at]?.bridge ?? ''))
}

function lackOf({ blanks, empty, keptBy }: UnfinishedText): string {
  const first = blanks.slice(0, FEW_BLANKS).join(', ')
  return [
    ...(blanks.length > 0
      ? [words.seal.blanks(blanks.length, blanks.length > FEW_BLANKS ? `${first}…` : first)]
      : []),
    ...(empty === 'no' ? [] : [words.seal.empty[empty]]),
    ...(keptBy === null ? [] : [words.seal.kept(keptBy)]),
  ].join('; ')
}
