import type { LoadFigures, MediaFigures, SizeFigures, Spread } from './figures.ts'
import { cpuOf, lossOf } from './steady.ts'

/** The figures as Markdown tables, for the terminal and for docs/MEASURED.md. */
export function reportOf(figures: MediaFigures): string {
  const { machine, sizes, browsers, recovery, targets, seconds } = figures
  const parts = [
    `${figures.at.slice(0, 10)}, ${machine.processor}, ${machine.cores} cores, ${gigabytes(machine.memory)}, ${machine.system}; Node ${machine.node}, mediasoup ${machine.mediasoup}${machine.browser ? `, Chromium ${machine.browser}` : ''}. Before: ${percent(machine.busyBefore)} busy, load ${machine.loadAverageBefore.toFixed(2)}. Windows of ${seconds} s, seed ${figures.seed}; generator, browsers and server share the cores.`,
    `Every simulated hall is a real client of ICE, DTLS and SRTP (${[...new Set(sizes.flatMap(({ profiles }) => profiles))].join(', ')}); none goes over a plain transport. DTLS is a library's, the rest the generator's own.`,
    table(
      [
        'bridges',
        'product core-s/s',
        'bare core-s/s',
        'ratio',
        'per bridge',
        'forwarded /s',
        'Mb/s',
        'lost',
        'server + workers MB',
        'generator core-s/s',
      ],
      sizes.map((size) => rowOf(size)),
    ),
    ...notesOf(sizes),
    table(
      ['bridges', 'grants', 'key frame p50 / p95', 'sound p50 / p95', 'high layer p50 / p95', 'all halls in'],
      sizes.flatMap(({ bridges, grants, allIn }) =>
        (
          [
            ['head of the queue', grants.head],
            ['out of order', grants.outOfOrder],
          ] as const
        ).map(([name, of]) => [
          String(bridges),
          `${of.acknowledged.count} ${name}`,
          both(of.keyFrame),
          both(of.sound),
          both(of.highLayer),
          ms(allIn),
        ]),
      ),
    ),
  ]
  if (browsers && recovery) {
    const rows = [
      ['grant → painted', browsers.grantToPaint],
      ['join → painted (from the navigation)', browsers.joinToPaint],
      ['join → painted (from the socket’s opening)', browsers.socketToPaint],
      ['line back after 5 s → painted', recovery.cut],
      ['worker killed → hall told', recovery.workerKilled.told],
      ['worker killed → server ready for the hall', recovery.workerKilled.awaited],
      ['worker killed → handshakes done, by the generator’s JavaScript', recovery.workerKilled.connected],
      ['worker killed → key frame in every hall', recovery.workerKilled.keyFrame],
      ['worker killed → sound in every hall', recovery.workerKilled.sound],
      ['worker killed → painted', recovery.workerKilled.painted],
      ['server started again → key frame in every hall', recovery.serverRestarted.keyFrame],
      ['server started again → sound in every hall', recovery.serverRestarted.sound],
      ['server started again → painted', recovery.serverRestarted.painted],
    ] as const
    parts.push(
      table(
        [`${browsers.bridges} bridges and two browsers`, 'measured', 'p50', 'p95', 'most'],
        rows.map(([name, of]) => [name, counted(of), ms(of.p50), ms(of.p95), ms(of.most)]),
      ),
    )
  }
  parts.push(
    table(
      ['target', 'wanted', 'measured', ''],
      targets.map(({ name, wanted, measured, met }) => [
        name,
        wanted,
        measured,
        met === null ? '–' : met ? 'met' : 'not met',
      ]),
    ),
  )
  return `${parts.join('\n\n')}\n`
}

function rowOf({ bridges, product, bare, ratio }: SizeFigures): readonly string[] {
  return [
    String(bridges),
    cpuParts(product),
    cpuParts(bare),
    ratio === null ? 'loads differ' : ratio.toFixed(2),
    `${((cpuOf(product) / bridges) * 1000).toFixed(1)} ms/s`,
    `${Math.round(product.forwarded)} (bare ${Math.round(bare.forwarded)})`,
    (product.forwardedBits / 1e6).toFixed(0),
    `${lossOf(product)} (bare ${lossOf(bare)})`,
    `${megabytes(product.memory.server)} + ${megabytes(product.memory.workers)}`,
    product.generator.toFixed(2),
  ]
}

function cpuParts(load: LoadFigures): string {
  return `${cpuOf(load).toFixed(3)} = ${[load.server, ...load.workers].map((part) => part.toFixed(3)).join(' + ')}`
}

/** What casts doubt on a row. */
function notesOf(sizes: readonly SizeFigures[]): readonly string[] {
  return sizes.flatMap(({ bridges, product, bare }) =>
    (
      [
        ['product', product],
        ['bare', bare],
      ] as const
    ).flatMap(([name, load]) => {
      const doubts = [
        ...(load.skippedSteps > 0 ? [`the generator had no time for ${load.skippedSteps * 10} ms`] : []),
        ...(load.droppedByGenerator > 0
          ? [`its sockets dropped ${load.droppedByGenerator} packets (subtracted)`]
          : []),
        ...(load.droppedByServer > 0 ? [`the workers' sockets dropped ${load.droppedByServer}`] : []),
      ]
      return doubts.length > 0 ? [`${bridges} bridges, ${name}: ${doubts.join('; ')}.`] : []
    }),
  )
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  const line = (row: readonly string[]) =>
    `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)].join(
    '\n',
  )
}

function both({ p50, p95, missing }: Spread): string {
  return `${ms(p50)} / ${ms(p95)}${missing > 0 ? ` (${missing} never)` : ''}`
}

function counted({ count, missing }: Spread): string {
  return missing > 0 ? `${count}, ${missing} never` : String(count)
}

function ms(value: number | null): string {
  return value === null ? '–' : `${Math.round(value)} ms`
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0)
}

function gigabytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(0)} GB`
}
