import type { BrowserFigures, RecoveryFigures, SizeFigures, Spread, Target } from './figures.ts'
import { cpuOf, lossOf } from './steady.ts'

/** The size that one small server must carry. */
export const NATIONAL = 64

const MOST_CPU = 1.2
const MOST_GRANT = 400
const MOST_HIGH = 1500
const MOST_JOIN = 1000
const MOST_BACK = 2000
const MOST_REBUILT = 3000
const MOST_RATIO = 1.1
/** Cost per bridge counts as flat when it is so much dearer than at any smaller size at most. */
const MOST_GROWTH = 1.25

/** What was promised, and whether it was kept; what was not measured is said to be so. */
export function targetsOf(
  sizes: readonly SizeFigures[],
  browsers: BrowserFigures | null,
  recovery: RecoveryFigures | null,
): readonly Target[] {
  const national = sizes.find(({ bridges }) => bridges === NATIONAL)
  const at = `${NATIONAL} bridges`
  const worst = <T>(pick: (size: SizeFigures) => T | null): T | null => (national ? pick(national) : null)
  const grants = worst(({ grants: { head, outOfOrder } }) => [head, outOfOrder])
  return [
    target(
      `CPU of server and workers at ${at}`,
      `≤ ${MOST_CPU} core-s/s`,
      worst(({ product }) => cpuOf(product)),
      (cpu) => cpu <= MOST_CPU,
      (cpu) => `${cpu.toFixed(2)} core-s/s`,
    ),
    target(
      `Loss at ${at}`,
      'none',
      worst(({ product }) => product),
      (load) => lossOf(load) === 0,
      (load) => `${lossOf(load)} of ${load.received + load.lost} packets`,
    ),
    most(
      `Grant → key frame at ${at}, p95`,
      MOST_GRANT,
      grants &&
        highest(
          grants.map(({ keyFrame }) => keyFrame),
          'p95',
        ),
    ),
    most(
      `Grant → sound at ${at}, p95`,
      MOST_GRANT,
      grants &&
        highest(
          grants.map(({ sound }) => sound),
          'p95',
        ),
    ),
    most(
      `High layer after the first picture at ${at}, p95`,
      MOST_HIGH,
      grants &&
        highest(
          grants.map(({ highAfterFirst }) => highAfterFirst),
          'p95',
        ),
    ),
    most('Join → painted, median', MOST_JOIN, browsers && highest([browsers.joinToPaint], 'p50')),
    most('Back after a cut of 5 s', MOST_BACK, recovery && highest([recovery.cut], 'most')),
    most(
      'Rebuilt after a worker’s death',
      MOST_REBUILT,
      recovery &&
        highest(
          [recovery.workerKilled.keyFrame, recovery.workerKilled.sound, recovery.workerKilled.painted],
          'most',
        ),
    ),
    most(
      'Server ready for each hall after a worker’s death',
      MOST_REBUILT,
      recovery && highest([recovery.workerKilled.awaited], 'most'),
    ),
    target(
      `Product by bare mediasoup at ${at}`,
      `≤ ${MOST_RATIO}`,
      worst(({ ratio }) => ratio),
      (ratio) => ratio <= MOST_RATIO,
      (ratio) => ratio.toFixed(2),
    ),
    target(
      'Cost per bridge, by the cheapest smaller size',
      `≤ ${MOST_GROWTH}`,
      sizes.length > 1 ? growth(sizes) : null,
      (ratio) => ratio <= MOST_GROWTH,
      (ratio) => ratio.toFixed(2),
    ),
  ]
}

/** How much dearer a bridge becomes as there are more; what an idle server costs makes the fewest look dear. */
function growth(sizes: readonly SizeFigures[]): number {
  const costs = sizes
    .toSorted((a, b) => a.bridges - b.bridges)
    .map(({ bridges, product }) => cpuOf(product) / bridges)
  return Math.max(...costs.slice(1).map((cost, index) => cost / Math.min(...costs.slice(0, index + 1))))
}

/** The worst of several; what never came is later than anything that did. Null where nothing was waited for. */
function highest(spreads: readonly Spread[], key: 'p50' | 'p95' | 'most'): number | null {
  const waited = spreads.filter(({ count }) => count > 0)
  if (waited.length === 0) return null
  const late = Number.POSITIVE_INFINITY
  return Math.max(...waited.map((one) => (key === 'most' && one.missing > 0 ? late : (one[key] ?? late))))
}

function most(name: string, limit: number, value: number | null): Target {
  const shown = (ms: number) => (Number.isFinite(ms) ? `${Math.round(ms)} ms` : 'not all came')
  return target(name, `< ${limit} ms`, value, (ms) => ms < limit, shown)
}

function target<T>(
  name: string,
  wanted: string,
  value: T | null,
  isMet: (value: T) => boolean,
  show: (value: T) => string,
): Target {
  if (value === null) return { name, wanted, measured: 'not measured', met: null }
  return { name, wanted, measured: show(value), met: isMet(value) }
}
