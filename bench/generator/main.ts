import type { SignIn } from '../../scripts/play/sign-in.ts'
import { makeCertificate } from '../rtp/dtls.ts'
import { answerParent } from './calls.ts'
import { Hall } from './hall.ts'
import type { Sight } from './receiving.ts'
import { BareSignalling, ServerSignalling } from './signalling.ts'
import { Ticking } from './ticking.ts'
import type { WayBack } from './way-back.ts'

/*
 * The process of the simulated halls, apart from what is measured. It does what the benchmark calls for.
 */

export interface HallPlan {
  readonly bridge: string
  readonly gallery: readonly string[]
}

export interface OpenArgument {
  readonly halls: readonly HallPlan[]
  /** Where the media workers are. */
  readonly address: string
  readonly target:
    | { readonly kind: 'server'; readonly conference: string; readonly signIns: readonly SignIn[] }
    | { readonly kind: 'bare'; readonly port: number }
}

export interface GeneratorCounts {
  readonly sent: number
  readonly keyFrames: number
  readonly received: number
  readonly lost: number
  readonly bytes: number
  /** UDP ports, to find the sockets' own drops by. */
  readonly ports: readonly number[]
  /** Of this process (ms). */
  readonly cpu: number
  /** Steps that it had no time for. */
  readonly skipped: number
  /** What each hall receives now, in the order of the halls. */
  readonly flowing: readonly (readonly string[])[]
  /** The layers that are sent, by hall. */
  readonly highest: readonly (number | null)[]
}

let halls: readonly Hall[] = []
const certificate = await makeCertificate()
const ticking = new Ticking(() => halls)
const errors = new Map<string, number>()

const calls = {
  /** Opens the halls; they enter as soon as they are let in. */
  open: ({ halls: plans, address, target }: OpenArgument): void => {
    halls = plans.map(
      ({ bridge, gallery }, index) =>
        new Hall({
          bridge,
          index,
          gallery,
          certificate,
          address,
          signalling: (events) => {
            if (target.kind === 'bare') return new BareSignalling(target.port, bridge, events)
            const signIn = target.signIns[index]
            if (!signIn) throw new RangeError(`no sign-in for ${bridge}`)
            return new ServerSignalling(signIn, target.conference, events)
          },
          report: (error) => {
            const { message } = error as Error
            errors.set(message, (errors.get(message) ?? 0) + 1)
          },
        }),
    )
  },

  /** Resolves when every hall is in: the milliseconds that each entry took, and the SRTP profiles agreed on. */
  entered: async (
    _: null,
  ): Promise<{ readonly entries: readonly number[]; readonly profiles: readonly string[] }> => {
    await Promise.all(halls.map((hall) => hall.entered))
    const profiles = [...new Set(halls.flatMap(({ profile }) => (profile === null ? [] : [profile])))]
    return { entries: halls.flatMap(({ entries }) => entries.slice(-1)), profiles }
  },

  counts: (_: null): GeneratorCounts => {
    const received = halls.map((hall) => hall.receiving.counts())
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
    const { user, system } = process.cpuUsage()
    return {
      sent: sum(halls.map(({ sent }) => sent.packets)),
      keyFrames: sum(halls.map(({ sent }) => sent.keyFrames)),
      received: sum(received.map(({ packets }) => packets)),
      lost: sum(received.map(({ lost }) => lost)),
      bytes: sum(received.map(({ bytes }) => bytes)),
      ports: halls.flatMap(({ ports }) => ports),
      cpu: (user + system) / 1000,
      skipped: ticking.skipped,
      flowing: halls.map(({ receiving }) => receiving.flowing()),
      highest: halls.map(({ highest }) => highest),
    }
  },

  /** From now on every hall notes when it first sees and hears this bridge. */
  watch: ({ bridge }: { readonly bridge: string }): void => {
    for (const { receiving } of halls)
      receiving.sight = { peerId: bridge, keyFrame: null, highKeyFrame: null, sound: null }
  },

  /** What they have noted, without the bridge itself. */
  sights: (_: null): readonly (Sight & { readonly hall: string })[] =>
    halls.flatMap(({ bridge, receiving: { sight } }) =>
      sight && sight.peerId !== bridge ? [{ hall: bridge, ...sight }] : [],
    ),

  /** Of the halls that were told of a worker's death since this moment (ms, monotonic). */
  waysBack: ({ since }: { readonly since: number }): readonly WayBack[] =>
    halls.flatMap(({ wayBack }) => (wayBack.told !== null && wayBack.told >= since ? [wayBack] : [])),

  /** The hall asks for the floor. @returns the request's number */
  requestFloor: ({ bridge }: { readonly bridge: string }): Promise<number> => {
    const hall = halls.find((held) => held.bridge === bridge)
    if (!hall) throw new RangeError(`no hall at ${bridge}`)
    return hall.requestFloor()
  },

  cut: ({ bridge, isCut }: { readonly bridge: string; readonly isCut: boolean }): void => {
    halls.find((hall) => hall.bridge === bridge)?.cut(isCut)
  },

  /** What went wrong and was tried again, with how often. */
  errors: (_: null): Readonly<Record<string, number>> => Object.fromEntries(errors),

  close: (_: null): void => {
    for (const hall of halls) hall.close()
    halls = []
  },
}
export type GeneratorCalls = typeof calls

answerParent(calls)
