import { type ConferenceFile, type ContributionInFile, speakerOf } from '../../domain/conference-file.ts'
import { contributionDocument } from '../../domain/prose.ts'
import type { SimulatedClock } from '../../server/clock.ts'
import { type Cast, granted, type Player } from './cast.ts'
import type { Company } from './company.ts'
import type { Participant } from './participant.ts'
import { ask, download, type SignIn } from './sign-in.ts'
import { takeOut } from './take-out.ts'

/** How long a spoken contribution lasts that does not say so, in seconds. */
const USUAL_SECONDS = 180
/** Roles that are asked for at once: they go into few commits, in the order in which they were asked for. */
const GRANTS_AT_ONCE = 50
/** Drawing thousands of contributions takes its time. */
const DRAWN_WITHIN = 900_000

export interface Performance {
  readonly file: ConferenceFile
  /** The id under which the conference is created. */
  readonly conference: string
  readonly cast: Cast
  readonly company: Company
  readonly clock: SimulatedClock
  readonly newId: () => string
  /** Told how far the play is. */
  readonly progress: (what: string) => void
}

/** What a played conference leaves behind. */
export interface Result {
  /** The minutes with both signatures. */
  readonly minutes: Uint8Array
  readonly unsigned: Uint8Array
  readonly log: Uint8Array
  /** Everything else that can be taken out, by the name of its file. */
  readonly others: Readonly<Record<string, Uint8Array>>
}

/** Why minutes are sealed although a file says nothing of some bridges. */
const UNSAID = 'Diễn lại từ tệp hội nghị; tệp không nêu ý kiến của các điểm cầu còn lại.'

/** The database holds this play already: the same file and the same seed give the same conference. */
export class AlreadyPlayed extends Error {
  constructor(conference: string) {
    super(`cơ sở dữ liệu đã có lần diễn này (${conference}); chọn --seed khác hoặc cơ sở dữ liệu khác`)
  }
}

/** Plays a conference from its creation to the signed minutes. @throws AlreadyPlayed; Refused where the server says no */
export async function perform(play: Performance): Promise<Result> {
  const { file, conference, cast, company, clock, progress } = play
  const organiserSignIn = await create(play)
  const organiser = await company.enter(cast.organiser, conference)
  await grantRoles(organiser, granted(cast))
  const chair = await company.enter(cast.chair, conference)
  const secretary = await company.enter(cast.secretary, conference)

  await chair.command({ type: 'conference/open' })
  if (file.opening !== undefined) await secretary.type('opening', file.opening)
  for (const [index, made] of file.contributions.entries()) {
    if (made.kind === 'spoken') await speak(play, made, chair, secretary, clock)
    else await submit(play, made)
    progress(`ý kiến ${index + 1}/${file.contributions.length}`)
  }
  await secretary.type('conclusion', file.conclusion)
  await chair.command({ type: 'conference/conclude' })

  progress('khóa biên bản')
  await chair.command({ type: 'minutes/seal', gapReason: file.gapReason ?? UNSAID })
  progress('dựng biên bản')
  await chair.until('the minutes to be drawn', isDrawn, DRAWN_WITHIN)
  for (const [field, by] of [
    ['secretary', secretary],
    ['chair', chair],
  ] as const) {
    progress(field === 'secretary' ? 'thư ký ký số' : 'chủ trì ký số')
    await ask(by.signIn, 'POST', pathOf(conference, 'minutes/signatures'), { field, id: play.newId() })
  }
  return {
    minutes: await download(chair.signIn, pathOf(conference, 'minutes/chair.pdf')),
    unsigned: await download(chair.signIn, pathOf(conference, 'minutes/unsigned.pdf')),
    log: await download(organiserSignIn, pathOf(conference, 'log.jsonl')),
    others: await takeOut(organiserSignIn, conference, progress),
  }
}

async function create({ file, conference, cast, company }: Performance): Promise<SignIn> {
  const organiser = await company.signIn(cast.organiser, null)
  const { conferences } = (await ask(organiser, 'GET', '/api/conferences')) as {
    conferences: { id: string }[]
  }
  if (conferences.some(({ id }) => id === conference)) throw new AlreadyPlayed(conference)
  // What will be said is not known to whoever prepares the conference.
  await ask(organiser, 'POST', `/api/conferences?id=${conference}`, { ...file, contributions: [] })
  return organiser
}

async function grantRoles(organiser: Participant, players: readonly Player[]): Promise<void> {
  for (let from = 0; from < players.length; from += GRANTS_AT_ONCE) {
    const some = players.slice(from, from + GRANTS_AT_ONCE)
    await Promise.all(
      some.map(({ id, named, grant }) => organiser.command({ type: 'role/grant', person: id, named, grant })),
    )
  }
}

/** One turn: asked for by the bridge, called by the chair, typed by the secretary, yielded and confirmed. */
async function speak(
  { file, conference, cast, company }: Performance,
  made: ContributionInFile,
  chair: Participant,
  secretary: Participant,
  clock: SimulatedClock,
): Promise<void> {
  const { bridge, topics, text, seconds = USUAL_SECONDS } = made
  const speaker = speakerOf(made, { name: nameOf(file, bridge) })
  const at = await company.enter(playerAt(cast.chairs, bridge), conference)
  const { first: request } = await at.command({ type: 'floor/request', bridge, speaker, topics })
  const { first: turn, last: contribution } = await chair.command({
    type: 'floor/call',
    request: known(request),
    seconds,
    outOfOrder: false,
  })
  const document = contributionDocument(known(contribution))
  await secretary.type(document, text)
  clock.moveTo(clock.now() + seconds * 1000)
  await at.command({ type: 'floor/yield', turn: known(turn) })
  secretary.shut(document)
  await confirm(at, known(contribution))
  company.leave(at)
}

/** A written contribution: filed, typed and confirmed by the bridge's secretary. */
async function submit(
  { file, conference, cast, company }: Performance,
  made: ContributionInFile,
): Promise<void> {
  const { bridge, topics, text } = made
  const speaker = speakerOf(made, { name: nameOf(file, bridge) })
  const at = await company.enter(playerAt(cast.secretaries, bridge), conference)
  const { first } = await at.command({ type: 'contribution/file', bridge, speaker, topics })
  await at.type(contributionDocument(known(first)), text)
  await confirm(at, known(first))
  company.leave(at)
}

/** The bridge reads its text and accepts it as it stands. */
async function confirm(at: Participant, contribution: number): Promise<void> {
  const { seq } = await at.open(contributionDocument(contribution))
  await at.command({ type: 'contribution/confirm', contribution, docSeq: seq })
}

function isDrawn({ minutes }: ReturnType<Participant['state']>): boolean {
  return minutes.kind === 'sealed' && minutes.rendered !== null
}

function pathOf(conference: string, what: string): string {
  return `/api/conferences/${conference}/${what}`
}

function nameOf(file: ConferenceFile, bridge: string): string {
  return file.bridges.find(({ id }) => id === bridge)?.name ?? bridge
}

function playerAt(players: ReadonlyMap<string, Player>, bridge: string): Player {
  const player = players.get(bridge)
  if (!player) throw new RangeError(`nobody acts at ${bridge}`)
  return player
}

/** The number of an entry that a command has just led to. */
function known(seq: number | null): number {
  if (seq === null) throw new RangeError('a command changed nothing')
  return seq
}
