import { describe, expect, it } from 'vitest'
import { readArguments } from '../../bench/documents/arguments.ts'
import { type DocumentRun, median, targetsOf, totalOf } from '../../bench/documents/figures.ts'
import { material } from '../../bench/documents/material.ts'
import { reportOf } from '../../bench/documents/report.ts'
import { GENESIS } from '../../server/log/chain.ts'
import { findBreak } from '../../server/log/entry.ts'

const run = (changed: Partial<DocumentRun> = {}): DocumentRun => ({
  steps: [
    { name: 'layout', milliseconds: 2000 },
    { name: 'sign secretary', milliseconds: 300 },
    { name: 'archive', milliseconds: 800 },
  ],
  authority: 200,
  rendered: 1e6,
  size: 2e6,
  entries: 3078,
  memory: { before: 100 * 2 ** 20, peak: 200 * 2 ** 20 },
  eventLoop: { p50: 0.1, p99: 20, most: 90 },
  warm: { all: 400, quarter: 90 },
  ...changed,
})
const met = (runs: readonly DocumentRun[]) => targetsOf(runs).map((target) => target.met)

describe('the bench of the documents', () => {
  it('leaves out the time of the authority', () => {
    expect(totalOf(run())).toBe(2900)
  })

  it('judges the median of the runs', () => {
    expect(median([3, 1, 2])).toBe(2)
    expect(median([4, 1, 2, 3])).toBe(2.5)
    expect(met([run()])).toEqual([true, true, true, true])
    const worse = {
      authority: 0,
      memory: { before: 0, peak: 251 * 2 ** 20 },
      eventLoop: { p50: 0, p99: 51, most: 51 },
      warm: { all: 500, quarter: 90 },
    }
    expect(met([run(worse)])).toEqual([false, false, false, false])
    expect(met([run(), run(worse), run()])).toEqual([true, true, true, true])
  })

  it('says what was wanted and what came out', () => {
    const machine = {
      processor: 'P',
      cores: 2,
      memory: 0,
      system: 'S',
      node: 'v24',
      mediasoup: '3',
      browser: null,
      busyBefore: 0,
      loadAverageBefore: 0,
    }
    const runs = [run()]
    const figures = {
      at: '2026-11-24T00:00:00.000Z',
      machine,
      contributions: 500,
      runs,
      targets: targetsOf(runs),
    }
    expect(reportOf(figures)).toContain('| sealed log → B-LTA without it | 2900 ms |')
  })

  it('measures a conference whose log is whole and whose every opinion has its text', () => {
    const { state, rows, texts } = material(20)
    expect(findBreak(rows, { seq: 0, at: 0, hash: GENESIS })).toBeNull()
    expect(state.contributions).toHaveLength(20)
    expect(texts.size).toBe(20)
    expect(state.minutes.kind).toBe('sealed')
  })

  it('refuses arguments that mean nothing', () => {
    expect(readArguments([])).toMatchObject({ contributions: 500, runs: 3, write: false })
    for (const wrong of [['--contributions', '0'], ['--runs', 'x'], ['--nothing']])
      expect(readArguments(wrong)).toBeNull()
  })
})
