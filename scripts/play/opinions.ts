import { speakerOf } from '../../domain/conference-file.ts'
import { type ContributionInFile, secondsOf } from '../../domain/conference-file-shapes.ts'
import { contributionDocument } from '../../domain/prose.ts'
import type { Participant } from './participant.ts'
import { type Desk, known, type Performance, playerAt, visit } from './performance.ts'

/** One opinion from its beginning to what the bridge says of its text; answers with its number. */
export function give(play: Performance, made: ContributionInFile, desk: Desk): Promise<number> {
  const { cast } = play
  if (made.kind === 'spoken')
    return visit(play, playerAt(cast.chairs, made.bridge), (at) => speak(play, made, at, desk))
  return visit(play, playerAt(cast.secretaries, made.bridge), (at) => submit(play, made, at, desk))
}

/** One turn: asked for by the bridge, called by the chair, typed by the secretary, yielded. */
async function speak(
  { file, clock }: Performance,
  made: ContributionInFile,
  at: Participant,
  desk: Desk,
): Promise<number> {
  const { bridge, topics, text } = made
  const seconds = secondsOf(made)
  const speaker = speakerOf(made, { name: nameOf(file.bridges, bridge) })
  const { first: request } = await at.command({ type: 'floor/request', bridge, speaker, topics })
  const { first: turn, last: contribution } = await desk.chair.command({
    type: 'floor/call',
    request: known(request),
    seconds,
    outOfOrder: false,
  })
  const document = contributionDocument(known(contribution))
  await desk.secretary.type(document, text)
  clock.moveTo(clock.now() + seconds * 1000)
  await at.command({ type: 'floor/yield', turn: known(turn) })
  desk.secretary.shut(document)
  await settle(made, known(contribution), at, desk)
  return known(contribution)
}

/** A written contribution, filed and typed by the bridge. */
async function submit(
  { file }: Performance,
  made: ContributionInFile,
  at: Participant,
  desk: Desk,
): Promise<number> {
  const { bridge, topics, text } = made
  const speaker = speakerOf(made, { name: nameOf(file.bridges, bridge) })
  const { first } = await at.command({ type: 'contribution/file', bridge, speaker, topics })
  await at.type(contributionDocument(known(first)), text)
  await settle(made, known(first), at, desk)
  return known(first)
}

/** Classified at the central desk; then the bridge accepts its text as it stands, or proposes another. */
async function settle(
  made: ContributionInFile,
  contribution: number,
  at: Participant,
  { secretary }: Desk,
): Promise<void> {
  const { topics, classifiedAs, correction, confirm = true } = made
  if (classifiedAs)
    await secretary.command({ type: 'contribution/classify', contribution, topics, kind: classifiedAs })
  if (correction) {
    const { text, outcome, reason } = correction
    const { seq: docSeq } = await at.open(contributionDocument(contribution))
    const { first } = await at.command({ type: 'confirmation/propose', contribution, docSeq, text })
    const change = known(first)
    if (outcome === 'accepted') {
      await secretary.command({ type: 'confirmation/accept', change, docSeq })
      return
    }
    await secretary.command({ type: 'confirmation/decline', change, reason: reason ?? '' })
  }
  if (!confirm) return
  const { seq: docSeq } = await at.open(contributionDocument(contribution))
  await at.command({ type: 'contribution/confirm', contribution, docSeq })
}

function nameOf(bridges: Performance['file']['bridges'], bridge: string): string {
  return bridges.find(({ id }) => id === bridge)?.name ?? bridge
}
