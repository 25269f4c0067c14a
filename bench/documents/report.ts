import { type DocumentFigures, median, totalOf } from './figures.ts'

/** The figures as Markdown, for the terminal and for docs/MEASURED.md: medians of the runs. */
export function reportOf({ at, machine, contributions, runs, targets }: DocumentFigures): string {
  const [first] = runs
  const middle = (of: (run: (typeof runs)[number]) => number) => median(runs.map(of))
  const steps = (first?.steps ?? []).map(({ name }, index) => [
    name,
    ms(middle((run) => run.steps[index]?.milliseconds ?? Number.NaN)),
  ])
  const rows: readonly (readonly string[])[] = [
    ...steps,
    ['the authority’s own time, within these', ms(middle((run) => run.authority))],
    ['sealed log → B-LTA without it', ms(middle(totalOf))],
    [
      'drawn again in the same thread, all / a quarter',
      `${ms(middle((run) => run.warm.all))} / ${ms(middle((run) => run.warm.quarter))}`,
    ],
    [
      'file before / after signing',
      `${mb(middle((run) => run.rendered))} / ${mb(middle((run) => run.size))}`,
    ],
    [
      'memory before / at the most',
      `${mb(middle((run) => run.memory.before))} / ${mb(middle((run) => run.memory.peak))}`,
    ],
    [
      'event loop late, p50 / p99 / most',
      `${ms(middle((run) => run.eventLoop.p50))} / ${ms(middle((run) => run.eventLoop.p99))} / ${ms(middle((run) => run.eventLoop.most))}`,
    ],
  ]
  return [
    `${at.slice(0, 10)}, ${machine.processor}, ${machine.cores} cores, ${machine.system}; Node ${machine.node}. Before: ${Math.round(machine.busyBefore * 100)} % busy. Minutes of ${contributions} contributions from a log of ${first?.entries ?? 0} entries, made ${runs.length} times, each in a fresh process; medians. The timestamp authority runs in another process; keys are RSA of 2048 bits.`,
    table(['step', 'took'], rows),
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

function ms(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`
}

function mb(bytes: number): string {
  const value = bytes / 2 ** 20
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} MB`
}
