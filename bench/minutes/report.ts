import type { MinutesFigures, RoomFigures } from './figures.ts'
import type { Quantiles } from './latencies.ts'

/** The figures as Markdown, for the terminal and for docs/MEASURED.md. */
export function reportOf(figures: MinutesFigures): string {
  const { machine, clients, typing, seconds, contributions, ours, theirs, commits, rareCommit, targets } =
    figures
  const rows: readonly (readonly [string, (room: RoomFigures) => string])[] = [
    ['keystroke → acknowledged p50 / p95', ({ typing: of }) => both(of.acknowledged)],
    ['keystroke → seen by the others p50 / p95', ({ typing: of }) => both(of.seen)],
    ['keystrokes acknowledged', ({ typing: of }) => String(of.acknowledged.count)],
    ['not acknowledged, not seen', ({ typing: of }) => `${of.unacknowledged}, ${of.unseen}`],
    ['updates per second at saturation', ({ saturation }) => Math.round(saturation).toString()],
    ['server core-s/s while typing', ({ cpu }) => cpu.server.toFixed(2)],
    ['database core-s/s while typing', ({ cpu }) => cpu.database.toFixed(2)],
    ['server memory afterwards', ({ memory }) => `${Math.round(memory / 2 ** 20)} MB`],
    [
      `${contributions} contributions loaded, first / again`,
      ({ load }) => `${ms(load.first)} / ${ms(load.again)}`,
    ],
  ]
  return [
    `${figures.at.slice(0, 10)}, ${machine.processor}, ${machine.cores} cores, ${machine.system}; Node ${machine.node}. Before: ${Math.round(machine.busyBefore * 100)} % busy. ${clients} pages with one text open, ${typing} of them typing 6 keystrokes a second, windows of ${seconds} s; pages, servers and PostgreSQL share the cores. ${ours.name} has each update on disk before it acknowledges it and shows it to anybody; ${theirs.name} acknowledges what is in memory and stores some seconds after the last keystroke.`,
    table(
      ['', ours.name, theirs.name],
      rows.map(([name, of]) => [name, of(ours), of(theirs)]),
    ),
    `Plain PostgreSQL, ${typing} connections committing one such row each: ${Math.round(commits)} commits per second. One such row at the pace of the typists, with nothing else running, p50 / p95: ${both(rareCommit)}.`,
    table(
      ['target', 'wanted', 'measured', ''],
      targets.map(({ name, wanted, measured, met }) => [name, wanted, measured, met ? 'met' : 'not met']),
    ),
  ].join('\n\n')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function both({ p50, p95 }: Quantiles): string {
  return `${ms(p50)} / ${ms(p95)}`
}

function ms(value: number | null): string {
  return value === null ? '–' : `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`
}
