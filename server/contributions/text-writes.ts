import { changeOf } from '../../domain/confirmation.ts'
import type { Origin } from '../../domain/contribution-source.ts'
import { contributionDocument, type DocumentId, type ProseNode } from '../../domain/prose.ts'
import { recordDraft } from '../../domain/record-draft.ts'
import type { Actor } from '../../domain/rights.ts'
import type { ConferenceLog, Step } from '../log/conference-log.ts'
import type { TextStage, TextWrite } from '../log/text-stage.ts'
import { revised } from './revised-text.ts'

/** What the texts must be read from beyond what is staged. */
export interface OlderTexts {
  /** The text as it stood after update `seq`. */
  json(conference: string, document: string, seq: number): Promise<ProseNode>
}

/** The texts that the server itself writes because of what was decided, in the same transaction. */
export async function textWrites(
  log: ConferenceLog,
  texts: TextStage,
  older: OlderTexts,
  steps: readonly Step[],
): Promise<readonly TextWrite[]> {
  const writes: TextWrite[] = []
  for (const { before, entry } of steps) {
    const { event, seq, actor } = entry
    switch (event.type) {
      case 'contribution-derived':
        writes.push({
          document: contributionDocument(seq),
          content: { type: 'doc', content: event.origins.flatMap((origin) => blocksOf(log, texts, origin)) },
          author: authorOf(actor),
          isNew: true,
        })
        break
      case 'change-accepted': {
        const change = changeOf(before, event.change)
        if (!change) break
        const document = contributionDocument(event.contribution)
        // The words are those of whoever proposed them.
        const proposed = log.entries.find((held) => held.seq === change.id)?.actor ?? actor
        const content = revised(texts.content(log.id, document), change.text)
        writes.push({ document, content, author: authorOf(proposed), isNew: false, sha256: event.sha256 })
        break
      }
      case 'text-restored': {
        const content = await older.json(log.id, event.document, event.fromSeq)
        writes.push({ document: event.document, content, author: authorOf(actor), isNew: false })
        break
      }
      case 'record-drafted': {
        const document: DocumentId = event.document
        writes.push({
          document,
          content: recordDraft(before, document),
          author: authorOf(actor),
          isNew: false,
        })
        break
      }
    }
  }
  return writes
}

function blocksOf(log: ConferenceLog, texts: TextStage, origin: Origin): readonly ProseNode[] {
  const content = texts.content(log.id, contributionDocument(origin.contribution)).content ?? []
  return content.slice(origin.from, origin.to)
}

/** As updates name their author: a person's id. */
function authorOf(actor: Actor): string {
  return actor.kind === 'person' ? actor.person : actor.kind
}
