import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runProgram } from './run-program.ts'
import { typesAreRight } from './typecheck.ts'

// Runs all there is: lint and format, types, then every test. The last line counts them, a static check as one.

// usage: node scripts/test.ts [--long] [WHAT_VITEST_TAKES...]

const given = process.argv.slice(2)
const long = given.includes('--long')
const forVitest = given.filter((argument) => argument !== '--long')

/** What scripts need of vitest's JSON report, which has Jest's form. */
interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[]
}

interface Count {
  passed: number
  failed: number
  skipped: number
}

/** The projects one after the other: what starts servers and browsers has the machine to itself. */
async function runVitest(project: string): Promise<Count> {
  const directory = mkdtempSync(join(tmpdir(), 'diem-cau-report-'))
  const file = join(directory, 'report.json')
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const env: Record<string, string> = long ? { LONG: '1' } : {}
    // Named files may all be of another project.
    const status = await runProgram(
      'vitest',
      [
        'run',
        ...(forVitest.length > 0 ? ['--passWithNoTests'] : []),
        '--project',
        project,
        ...reporters,
        ...forVitest,
      ],
      env,
    )
    const count = countOf(JSON.parse(readFileSync(file, 'utf8')) as Report)
    // An error outside of any test (a rejection nobody awaited, a broken file) is a failure too.
    if (status !== 0 && count.failed === 0) count.failed = 1
    return count
  } catch (error) {
    process.stderr.write(`vitest gave no report: ${error instanceof Error ? error.message : error}\n`)
    return { passed: 0, failed: 1, skipped: 0 }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

function countOf(report: Report): Count {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

const lint = (await runProgram('biome', ['check', '--error-on-warnings', '.'])) === 0
const types = await typesAreRight()
const count: Count = { passed: 0, failed: 0, skipped: 0 }
for (const project of ['unit', 'server', 'parts', 'journeys']) {
  const { passed, failed, skipped } = await runVitest(project)
  count.passed += passed
  count.failed += failed
  count.skipped += skipped
}
for (const right of [lint, types]) count[right ? 'passed' : 'failed'] += 1

if (!lint) process.stdout.write('biome check: failed (npm run format mends most of it)\n')
if (!types) process.stdout.write('type check: failed\n')
const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : ''
process.stdout.write(`${count.passed} passed, ${count.failed} failed${skipped}\n`)
process.exitCode = count.failed === 0 ? 0 : 1
