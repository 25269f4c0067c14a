import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
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
  readonly testResults: readonly TestFile[]
}

interface TestFile {
  readonly name: string
  readonly status: string
  readonly message: string
  readonly assertionResults: readonly {
    readonly fullName: string
    readonly status: string
    readonly failureMessages: readonly string[]
  }[]
}

interface Count {
  passed: number
  failed: number
  skipped: number
}

/** What failed and why, said once more at the very end: by then the place where it failed is thousands of lines back. */
const failures: string[] = []

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
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report
    const count = countOf(report)
    failures.push(...report.testResults.flatMap(failuresOf))
    // An error outside of any test (a rejection nobody awaited, a broken file) is a failure too.
    if (status !== 0 && count.failed === 0) {
      count.failed = 1
      failures.push(`${project}: an error outside of any test (vitest names it above)`)
    }
    return count
  } catch (error) {
    failures.push(`${project}: vitest gave no report: ${error instanceof Error ? error.message : error}`)
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

function failuresOf(file: TestFile): string[] {
  const path = relative(process.cwd(), file.name)
  if (file.status === 'failed' && file.assertionResults.length === 0) return [`${path}\n${file.message}`]
  return file.assertionResults
    .filter((test) => test.status === 'failed')
    .map((test) => `${path} > ${test.fullName}\n${test.failureMessages.join('\n').slice(0, 2_000)}`)
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

for (const failure of failures) process.stdout.write(`\nfailed: ${failure}\n`)
if (!lint) process.stdout.write('biome check: failed (npm run format mends most of it)\n')
if (!types) process.stdout.write('type check: failed\n')
const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : ''
process.stdout.write(`${count.passed} passed, ${count.failed} failed${skipped}\n`)
process.exitCode = count.failed === 0 ? 0 : 1
