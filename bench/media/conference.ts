import { randomUUID } from 'node:crypto'
import { holderTurn } from '../../domain/floor.ts'
import { connect, type Participant } from '../../scripts/play/participant.ts'
import { ask, type SignIn, signInBy } from '../../scripts/play/sign-in.ts'
import type { ServerUnderTest } from './server-under-test.ts'

export const CENTRAL = 'trung-uong'
/** Tiles that a hall shows besides the stage. */
const TILES = 9

export interface BenchConference {
  readonly id: string
  readonly bridges: readonly string[]
  /** Of the halls, in the order of the bridges. */
  readonly signIns: readonly SignIn[]
  /** Invitation links of further halls, which browsers open. */
  readonly links: ReadonlyMap<string, string>
  readonly chair: Participant
}

export const bridgesOf = (count: number): readonly string[] => [
  CENTRAL,
  ...Array.from({ length: count - 1 }, (_, index) => `diem-cau-${index + 1}`),
]

/** The next bridges in the order, each hall another page of them. */
export function galleryOf(bridges: readonly string[], bridge: string): readonly string[] {
  const at = bridges.indexOf(bridge)
  const others = [...bridges.slice(at + 1), ...bridges.slice(0, at)]
  return others.slice(0, TILES)
}

/** Creates a conference by the server's own ways, with a link for its chair and for every hall. */
export async function prepare(
  server: ServerUnderTest,
  bridges: readonly string[],
  forBrowsers: readonly string[],
): Promise<BenchConference> {
  const organiser = await signInBy(server.organiserLink)
  const id = `bench-${randomUUID().slice(0, 8)}`
  const all = [...bridges, ...forBrowsers]
  await ask(organiser, 'POST', `/api/conferences?id=${id}`, fileOf(all))
  const invite = async (body: object) => {
    const made = (await ask(organiser, 'POST', `/api/conferences/${id}/invitations`, body)) as {
      link: string
    }
    return made.link
  }
  const person = { kind: 'person', name: 'Chủ trì (thử tải)', role: 'chair', bridge: CENTRAL }
  const chair = await connect({ link: await invite(person), conference: id, patient: true })
  const links = new Map<string, string>()
  for (const bridge of all) links.set(bridge, await invite({ kind: 'hall', bridge }))
  const signIns: SignIn[] = []
  for (const [index, bridge] of bridges.entries()) {
    const address = `10.1.${Math.floor(index / 250)}.${(index % 250) + 1}`
    signIns.push(await signInBy(links.get(bridge) ?? '', server.origin, address))
  }
  return { id, bridges, signIns, links, chair }
}

/** Lets in every device that waits, until each of these bridges has one. */
export async function approveHalls(chair: Participant, bridges: readonly string[]): Promise<void> {
  const asked = new Set<string>()
  for (;;) {
    const { halls } = await chair.until(
      'a hall that waits',
      (state) =>
        bridges.every((bridge) => state.halls[bridge]?.some(({ approved }) => approved)) ||
        bridges.some((bridge) => state.halls[bridge]?.some(({ device }) => !asked.has(device))),
    )
    if (bridges.every((bridge) => halls[bridge]?.some(({ approved }) => approved))) return
    const waiting = bridges.flatMap((bridge) =>
      (halls[bridge] ?? [])
        .filter(({ device }) => !asked.has(device))
        .map(({ device }) => ({ bridge, device })),
    )
    for (const { device } of waiting) asked.add(device)
    await Promise.all(waiting.map((hall) => chair.command({ type: 'hall/approve', ...hall })))
  }
}

const TURN_SECONDS = 3600

/** The chair gives the floor to whoever asked for it, in its order or not. */
export async function call(chair: Participant, wanted: number): Promise<void> {
  await chair.command({ type: 'floor/call', request: wanted, seconds: TURN_SECONDS, outOfOrder: true })
}

/** Ends the turn that runs, if any. */
export async function takeBack(chair: Participant): Promise<void> {
  const turn = holderTurn(chair.state())
  if (turn) await chair.command({ type: 'floor/take-back', turn: turn.id })
}

function fileOf(bridges: readonly string[]) {
  return {
    note: 'Dữ liệu của phép đo tải',
    profile: 'party-hd36-2018',
    title: 'Hội nghị đo tải phòng họp trực tuyến',
    organiser: 'Ban Tổ chức (thử tải)',
    startsAt: '2026-05-30T08:00:00+07:00',
    topics: [],
    bridges: bridges.map((id) => ({
      id,
      name: id === CENTRAL ? 'Điểm cầu Trung ương' : `Điểm cầu ${id}`,
      unit: `Cơ quan ${id}`,
      level: id === CENTRAL ? 'central' : 'province',
      parent: id === CENTRAL ? null : CENTRAL,
    })),
    contributions: [],
    conclusion: 'Kết thúc phép đo.',
  }
}
