import type { ContributionInFile } from '../../domain/conference-file-shapes.ts'
import { type Desk, type Performance, playerAt, sendAll, visit } from './performance.ts'

/** What the chair gives out in concluding. */
export async function giveTasks({ file }: Performance, { secretary }: Desk): Promise<void> {
  const tasks = (file.tasks ?? []).map(({ work, lead, coordinating = [], due = null }) => ({
    work,
    lead,
    coordinating,
    due,
  }))
  await sendAll(
    secretary,
    tasks.map((task) => ({ type: 'conclusion/add', task })),
  )
}

/** The bridges that have nothing to say, each for itself. */
export async function declareNone(play: Performance): Promise<void> {
  for (const { bridge, topics = [] } of play.file.noOpinion ?? [])
    await visit(play, playerAt(play.cast.chairs, bridge), (at) =>
      at.command({ type: 'ledger/declare-none', bridge, topics }),
    )
}

/** The organiser's answers, each under every topic of its opinion. */
export async function answer(
  { organiser }: Desk,
  opinions: readonly { readonly made: ContributionInFile; readonly contribution: number }[],
): Promise<void> {
  const answers = opinions.flatMap(({ made, contribution }) => {
    const { answer: given, topics } = made
    return given ? topics.map((topic) => ({ topic, contributions: [contribution], ...given })) : []
  })
  await sendAll(
    organiser,
    answers.map((each) => ({ type: 'synthesis/answer', ...each })),
  )
}
