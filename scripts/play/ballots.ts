import type { VoteInFile } from '../../domain/conference-file-shapes.ts'
import { type Desk, known, type Performance, playerAt, visit } from './performance.ts'

/** One vote: opened by the chair, cast in every hall one after the other, closed. */
export async function holdVote(play: Performance, made: VoteInFile, { chair }: Desk): Promise<void> {
  const { question, electorate, secret = false, topic = null, ballots = [], hands = [] } = made
  const { cast } = play
  const { first } = await chair.command({ type: 'vote/open', question, electorate, secret, topic })
  const vote = known(first)
  for (const { bridge, ...tally } of hands)
    await visit(play, playerAt(cast.chairs, bridge), (at) =>
      at.command({ type: 'vote/count-hands', vote, bridge, tally }),
    )
  const castIn = new Map<string, number>()
  for (const { bridge, choice } of ballots) {
    const index = castIn.get(bridge) ?? 0
    castIn.set(bridge, index + 1)
    const voter =
      electorate === 'delegates' ? cast.delegates.get(bridge)?.[index] : playerAt(cast.chairs, bridge)
    if (!voter) throw new RangeError(`nobody votes at ${bridge}`)
    await visit(play, voter, (at) => at.command({ type: 'vote/cast', vote, bridge, choice }))
  }
  await chair.command({ type: 'vote/close', vote })
}
