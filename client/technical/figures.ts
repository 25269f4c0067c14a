import type { LineReport } from '../../domain/line-report.ts'
import type { TechnicalLine } from '../../domain/protocol.ts'
import { words } from '../messages/catalogue.ts'
import { decimal, percent } from '../messages/format.ts'
import { figuresNow } from './standing.ts'

const { facts, units, paths } = words.technical

/** `32 ms · 0,2 %`; empty while nothing is known. */
export function shortFigures(line: TechnicalLine | null): string {
  const { roundTrip, loss } = figuresNow(line)
  return [roundTrip === null ? [] : units.ms(decimal(roundTrip, 0)), loss === null ? [] : percent(loss)]
    .flat()
    .join(' · ')
}

/** Everything that is known of a line now, as names and values. */
export function allFigures({
  reported,
  measured,
}: TechnicalLine): readonly { readonly name: string; readonly value: string }[] {
  const path = reported?.path ?? measured?.path ?? null
  return [
    { name: facts.roundTrip, value: ms(reported?.roundTrip ?? measured?.roundTrip) },
    {
      name: facts.loss,
      value: pair(share(measured?.loss ?? reported?.uplink.loss), share(reported?.downlink.loss)),
    },
    {
      name: facts.bitrate,
      value: pair(rate(measured?.incoming), rate(measured?.outgoing)),
    },
    { name: facts.path, value: path === null ? units.unknown : paths[path] },
    { name: facts.sent, value: picture(reported?.sent) },
    { name: facts.received, value: picture(reported?.received) },
    { name: facts.codec, value: reported?.sent?.codec ?? units.unknown },
    { name: facts.keyFrame, value: age(reported?.keyFrameAge) },
    { name: facts.concealed, value: share(reported?.concealed) },
    { name: facts.wanted, value: measured ? units.layer(measured.layersWanted) : units.unknown },
    {
      name: facts.given,
      value: measured ? units.given[measured.soundOnly ? 'sound' : 'all'] : units.unknown,
    },
    {
      name: facts.consumers,
      value: measured
        ? pair(String(measured.videoConsumers), String(measured.audioConsumers))
        : units.unknown,
    },
  ]
}

function ms(value: number | null | undefined): string {
  return value == null ? units.unknown : units.ms(decimal(value, 0))
}

function share(value: number | null | undefined): string {
  return value == null ? units.unknown : percent(value)
}

function rate(bits: number | null | undefined): string {
  return bits == null ? units.unknown : units.mbits(decimal(bits / 1e6, 1))
}

function age(seconds: number | null | undefined): string {
  return seconds == null ? units.unknown : units.seconds(decimal(seconds, 0))
}

function picture(of: LineReport['sent'] | undefined): string {
  if (!of) return units.none
  const size = units.picture(of.width, of.height, decimal(of.frames, 0))
  return of.layer === null ? size : `${size} · ${units.layer(of.layer)}`
}

function pair(one: string, other: string): string {
  return one === units.unknown && other === units.unknown ? units.unknown : `${one} / ${other}`
}
