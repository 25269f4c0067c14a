import { Gauge, type Registry } from 'prom-client'
import type { TechnicalLine } from '../domain/protocol.ts'

/** The line of one hall that is there. */
export type HallLine = TechnicalLine & { readonly conference: string }

/** What is exported of each hall: `null` makes no series. */
const figures: readonly {
  readonly name: string
  readonly help: string
  readonly of: (line: HallLine) => number | null | undefined
}[] = [
  {
    name: 'round_trip_seconds',
    help: 'Round trip between hall and server',
    of: ({ reported, measured }) => seconds(reported?.roundTrip ?? measured?.roundTrip),
  },
  {
    name: 'uplink_loss_ratio',
    help: 'Share of the packets of a hall that did not arrive',
    of: ({ reported, measured }) => measured?.loss ?? reported?.uplink.loss,
  },
  {
    name: 'downlink_loss_ratio',
    help: 'Share of the packets to a hall that did not arrive',
    of: ({ reported }) => reported?.downlink.loss,
  },
  {
    name: 'layer_received',
    help: 'Simulcast layer of the main picture that arrives, 0 the smallest',
    of: ({ reported }) => reported?.received?.layer,
  },
  {
    name: 'height_received_pixels',
    help: 'Height of the main picture that arrives',
    of: ({ reported }) => reported?.received?.height,
  },
  {
    name: 'key_frame_age_seconds',
    help: 'Time since the last key frame of the main picture',
    of: ({ reported }) => reported?.keyFrameAge,
  },
  {
    name: 'incoming_bits_per_second',
    help: 'What arrives from a hall',
    of: ({ measured }) => measured?.incoming,
  },
  { name: 'outgoing_bits_per_second', help: 'What a hall is sent', of: ({ measured }) => measured?.outgoing },
]

/**
 * Gauges per hall, labelled with conference and bridge. A hall that is not among the lines given last has no series,
 * so that there are never more than halls.
 * @returns what brings them up to date
 */
export function openLineMetrics(registry: Registry): (lines: readonly HallLine[]) => void {
  const registers = [registry]
  const gauges = figures.map(({ name, help, of }) => ({
    gauge: new Gauge({
      name: `diemcau_hall_${name}`,
      help,
      labelNames: ['conference', 'bridge'] as const,
      registers,
    }),
    of,
  }))
  const path = new Gauge({
    name: 'diemcau_hall_path',
    help: 'How the packets of a hall go: 1 for udp, tcp or relay',
    labelNames: ['conference', 'bridge', 'path'] as const,
    registers,
  })
  return (lines) => {
    for (const { gauge } of gauges) gauge.reset()
    path.reset()
    for (const line of lines) {
      const { conference, bridge, reported, measured } = line
      for (const { gauge, of } of gauges) {
        const value = of(line)
        if (value !== null && value !== undefined) gauge.set({ conference, bridge }, value)
      }
      const way = reported?.path ?? measured?.path
      if (way) path.set({ conference, bridge, path: way }, 1)
    }
  }
}

function seconds(milliseconds: number | null | undefined): number | null {
  return milliseconds === null || milliseconds === undefined ? null : milliseconds / 1000
}
