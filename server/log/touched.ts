import { changeOf } from '../../domain/confirmation.ts'
import { contributionDocument, documentsOf, subjectOf } from '../../domain/prose.ts'
import type { ConferenceState } from '../../domain/state.ts'
import type { Job } from './job.ts'
import type { DocumentKey } from './store.ts'

/** The documents that a batch reads or writes, each once; ids that name nothing are left out. */
export function documentsTouched(
  jobs: readonly Job[],
  stateOf: (conference: string) => ConferenceState,
): readonly DocumentKey[] {
  const touched = new Map<string, DocumentKey>()
  for (const job of jobs) {
    const { conference } = job
    const state = stateOf(conference)
    for (const document of touchedBy(job, state))
      if (subjectOf(state, document)) touched.set(`${conference} ${document}`, { conference, document })
  }
  return [...touched.values()]
}

function touchedBy(job: Job, state: ConferenceState): readonly string[] {
  if (job.kind === 'prose') return [job.update.document]
  const { command } = job
  switch (command.type) {
    case 'conference/conclude':
      return ['opening', 'conclusion']
    case 'minutes/seal':
      return documentsOf(state)
    case 'contribution/confirm':
    case 'contribution/split':
    case 'contribution/void':
      return [contributionDocument(command.contribution)]
    case 'contribution/merge':
      return command.contributions.map(({ contribution }) => contributionDocument(contribution))
    case 'confirmation/accept': {
      const change = changeOf(state, command.change)
      return change ? [contributionDocument(change.contribution)] : []
    }
    case 'review/restore':
    case 'review/draft':
      return [command.document]
    default:
      return []
  }
}
