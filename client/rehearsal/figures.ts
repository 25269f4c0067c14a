import type { Measured, MeasuredWay } from '../../domain/rehearsal.ts'
import type { Check } from '../../domain/rehearsal-judgement.ts'
import { words } from '../messages/catalogue.ts'
import { decimal, percent } from '../messages/format.ts'

/** What was measured of one check, in short; an empty text where there are no figures. */
export function figuresOf(check: Check, measured: Measured): string {
  return (parts[check](measured) ?? []).filter((part) => part !== '').join(' · ')
}

const { figures } = words.rehearsal

const parts: Readonly<Record<Check, (measured: Measured) => readonly string[] | undefined>> = {
  camera: ({ camera }) =>
    camera?.kind === 'opened'
      ? [figures.picture(camera.width, camera.height, decimal(camera.frames, 0))]
      : undefined,
  microphone: ({ microphone }) =>
    microphone?.kind === 'opened'
      ? [
          microphone.speech === null ? '' : figures.speech(decimal(microphone.speech, 0)),
          figures.noise(decimal(microphone.noise, 0)),
          microphone.clipped > 0 ? figures.clipped(percent(microphone.clipped)) : '',
        ]
      : undefined,
  loudspeaker: ({ loudspeaker }) => {
    if (!loudspeaker || loudspeaker.echoReturnLoss === null) return undefined
    const { echoFound, echoReturnLoss } = loudspeaker
    return [echoFound ? figures.echo(decimal(echoReturnLoss, 0)) : figures.noEcho]
  },
  uplink: ({ line }) =>
    line
      ? [...way(line.uplink), line.roundTrip === null ? '' : figures.roundTrip(decimal(line.roundTrip, 0))]
      : [],
  downlink: ({ line }) => (line ? way(line.downlink) : []),
  path: ({ line }) => (line?.path ? [figures.paths[line.path]] : undefined),
  clock: ({ clockSkew }) => {
    if (clockSkew === null) return undefined
    const seconds = decimal(Math.abs(clockSkew) / 1000, 1)
    if (Math.abs(clockSkew) < 100) return [figures.exact]
    return [clockSkew > 0 ? figures.ahead(seconds) : figures.behind(seconds)]
  },
}

function way({ bitrate, available, loss, jitter }: MeasuredWay): readonly string[] {
  return [
    rate(bitrate, available),
    loss === null ? '' : figures.loss(percent(loss)),
    jitter === null ? '' : figures.jitter(decimal(jitter, 0)),
  ]
}

/** What would go through, else what goes through; bits per second. */
function rate(bitrate: number | null, available: number | null): string {
  if (available !== null) return figures.room(megabits(Math.max(available, bitrate ?? 0)))
  return bitrate === null ? '' : figures.flowing(megabits(bitrate))
}

function megabits(bits: number): string {
  return decimal(bits / 1e6, 1)
}
