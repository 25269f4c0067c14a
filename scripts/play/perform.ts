import type { ContributionInFile } from '../../domain/conference-file-shapes.ts'
import { fieldsToSign } from '../../domain/signing.ts'
import { holdVote } from './ballots.ts'
import { granted, type Player } from './cast.ts'
import { answer, declareNone, giveTasks } from './follow-up.ts'
import { give } from './opinions.ts'
import type { Participant } from './participant.ts'
import { type Desk, type Performance, sendAll } from './performance.ts'
import { callRoll, leaveEarly } from './roll-call.ts'
import { ask, download, type SignIn } from './sign-in.ts'
import { extractsOf, takeOut } from './take-out.ts'

/** Drawing thousands of contributions takes its time. */
const DRAWN_WITHIN = 900_000

/** What a played conference leaves behind. */
export interface Result {
  /** The minutes with every signature. */
  readonly minutes: Uint8Array
  readonly unsigned: Uint8Array
  readonly log: Uint8Array
  /** Everything else that can be taken out, by the name of its file. */
  readonly others: Readonly<Record<string, Uint8Array>>
}

const SIGNS = { secretary: 'thư ký ký số', chair: 'chủ trì ký số', organ: 'đóng dấu số' } as const

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
  const { file, conference, cast, company, progress } = play
  const organiserSignIn = await create(play)
  const organiser = await company.enter(cast.organiser, conference)
  await grantRoles(organiser, granted(cast))
  const chair = await company.enter(cast.chair, conference)
  const secretary = await company.enter(cast.secretary, conference)
  const desk = { organiser, chair, secretary }

  progress('điểm danh')
  await callRoll(play)
  const opinions = await hold(play, desk)
  await answer(desk, opinions)

  progress('khóa biên bản')
  await chair.command({ type: 'minutes/seal', gapReason: file.gapReason ?? UNSAID })
  progress('dựng biên bản')
  await chair.until('the minutes to be drawn', isDrawn, DRAWN_WITHIN)
  const fields = fieldsToSign(chair.state())
  for (const field of fields) {
    progress(SIGNS[field])
    const by = field === 'chair' ? chair : secretary
    await ask(by.signIn, 'POST', pathOf(conference, 'minutes/signatures'), { field, id: play.newId() })
  }
  await secretary.command({ type: 'notice/number' })
  return {
    minutes: await download(chair.signIn, pathOf(conference, `minutes/${fields.at(-1)}.pdf`)),
    unsigned: await download(chair.signIn, pathOf(conference, 'minutes/unsigned.pdf')),
    log: await download(organiserSignIn, pathOf(conference, 'log.jsonl')),
    others: await takeOut(organiserSignIn, conference, extractsOf(file), progress),
  }
}

/** An opinion of the file with its number in the log. */
interface Given {
  readonly made: ContributionInFile
  readonly contribution: number
}

/** From the opinions that come before the opening to those that come after the conclusion; in the file's order. */
async function hold(play: Performance, desk: Desk): Promise<readonly Given[]> {
  const { file, progress } = play
  const { chair, secretary } = desk
  const given: Given[] = []
  const giveThose = async (filed: ContributionInFile['filed']) => {
    for (const made of file.contributions.filter((each) => each.filed === filed)) {
      given.push({ made, contribution: await give(play, made, desk) })
      progress(`ý kiến ${given.length}/${file.contributions.length}`)
    }
  }
  await giveThose('before')
  await chair.command({ type: 'conference/open' })
  if (file.opening !== undefined) await secretary.type('opening', file.opening)
  await giveThose(undefined)
  for (const [index, vote] of (file.votes ?? []).entries()) {
    progress(`biểu quyết ${index + 1}/${file.votes?.length}`)
    await holdVote(play, vote, desk)
  }
  await secretary.type('conclusion', file.conclusion)
  await giveTasks(play, desk)
  await leaveEarly(play)
  await chair.command({ type: 'conference/conclude' })
  await giveThose('after')
  await declareNone(play)
  return given
}

async function create({ file, conference, cast, company }: Performance): Promise<SignIn> {
  const organiser = await company.signIn(cast.organiser, null)
  const { conferences } = (await ask(organiser, 'GET', '/api/conferences')) as {
    conferences: { id: string }[]
  }
  if (conferences.some(({ id }) => id === conference)) throw new AlreadyPlayed(conference)
  // What will be said is not known to whoever prepares the conference.
  const { votes, noOpinion, tasks, ...planned } = file
  await ask(organiser, 'POST', `/api/conferences?id=${conference}`, { ...planned, contributions: [] })
  return organiser
}

function grantRoles(organiser: Participant, players: readonly Player[]): Promise<void> {
  return sendAll(
    organiser,
    players.map(({ id, named, grant }) => ({ type: 'role/grant', person: id, named, grant })),
  )
}

function isDrawn({ minutes }: ReturnType<Participant['state']>): boolean {
  return minutes.kind === 'sealed' && minutes.rendered !== null
}

function pathOf(conference: string, what: string): string {
  return `/api/conferences/${conference}/${what}`
}
