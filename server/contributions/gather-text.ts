import type { Command } from '../../domain/commands.ts'
import { changeOf } from '../../domain/confirmation.ts'
import { contributionOf } from '../../domain/contributions.ts'
import { contributionDocument, subjectOf } from '../../domain/prose.ts'
import { type Refused, refuse } from '../../domain/refusal.ts'
import type { ConferenceLog } from '../log/conference-log.ts'
import type { TextStage } from '../log/text-stage.ts'
import { proseDigest, proseDocument } from './prose-document.ts'
import { revised } from './revised-text.ts'

/** Completes a command that names a text with what the text is at this moment; its document is locked. */
export function gatherText(log: ConferenceLog, texts: TextStage, command: Command): Command | Refused {
  const state = log.proposedState
  const known = (contribution: number) => contributionOf(state, contribution) !== undefined
  const read = (contribution: number) => texts.digest(log.id, contributionDocument(contribution))
  const blocks = (contribution: number) => {
    const document = contributionDocument(contribution)
    const { seq } = texts.digest(log.id, document)
    return { seq, blocks: texts.content(log.id, document).content?.length ?? 0 }
  }
  switch (command.type) {
    case 'conference/conclude': {
      const unwritten = (['opening', 'conclusion'] as const).flatMap((document) => {
        const { seq, empty } = texts.digest(log.id, document)
        return empty ? [{ document, seq }] : []
      })
      return { type: 'conference/conclude-read', unwritten }
    }
    case 'contribution/confirm':
      if (!known(command.contribution)) return refuse('contribution/unknown')
      return { ...command, type: 'contribution/confirmed', current: read(command.contribution) }
    case 'contribution/void':
      if (!known(command.contribution)) return refuse('contribution/unknown')
      return { ...command, type: 'contribution/void-read', current: read(command.contribution) }
    case 'contribution/split':
      if (!known(command.contribution)) return refuse('contribution/unknown')
      return { ...command, type: 'contribution/split-read', current: blocks(command.contribution) }
    case 'contribution/merge': {
      if (!command.contributions.every(({ contribution }) => known(contribution)))
        return refuse('contribution/unknown')
      const contributions = command.contributions.map((part) => ({
        ...part,
        current: blocks(part.contribution),
      }))
      return { type: 'contribution/merged', contributions }
    }
    case 'confirmation/accept': {
      const change = changeOf(state, command.change)
      if (!change) return refuse('confirmation/unknown-change')
      const document = contributionDocument(change.contribution)
      const { seq } = texts.digest(log.id, document)
      const becomes = proseDocument.nodeFromJSON(revised(texts.content(log.id, document), change.text))
      const { sha256 } = proseDigest(becomes)
      return {
        ...command,
        type: 'confirmation/accept-read',
        current: { seq },
        becomes: { seq: seq + 1, sha256 },
      }
    }
    case 'review/restore':
    case 'review/draft': {
      if (!subjectOf(state, command.document)) return refuse('review/unknown-document')
      const { seq, empty } = texts.digest(log.id, command.document)
      return command.type === 'review/draft'
        ? { ...command, type: 'review/draft-read', current: { seq, empty } }
        : { ...command, type: 'review/restore-read', current: { seq, empty } }
    }
    default:
      return command
  }
}
