import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { runProgram } from './run-program.ts'
import { typesAreRight } from './typecheck.ts'

// Runs all there is: lint and format, types, then every test. The last line counts them, a static check as one.

// usage: node scripts/test.ts [--long] [WHAT_VITEST_TAKES...]

const given = process.argv.slice(2)
/** Files that fail together are broken. */
const MOST_AGAIN = 3
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

interface Outcome extends Count {
  /** Files that failed, as paths from here, and what failed outside of any file. */
  readonly files: readonly string[]
  readonly failures: readonly string[]
}

/** The projects one after the other: what starts servers and browsers has the machine to itself. */
async function runVitest(project: string, files: readonly string[]): Promise<Outcome> {
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
        ...(files.length > 0 ? ['--passWithNoTests'] : []),
        '--project',
        project,
        ...reporters,
        ...files,
      ],
      env,
    )
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report
    const count = countOf(report)
    const failures = report.testResults.flatMap(failuresOf)
    // An error outside of any test (a rejection nobody awaited, a broken file) is a failure too.
    if (status !== 0 && count.failed === 0) {
      count.failed = 1
      failures.push(`${project}: an error outside of any test (vitest names it above)`)
    }
    const failed = report.testResults.filter(({ status }) => status === 'failed')
    return { ...count, files: failed.map(({ name }) => relative(process.cwd(), name)), failures }
  } catch (error) {
    const problem = `${project}: vitest gave no report: ${error instanceof Error ? error.message : error}`
    return { passed: 0, failed: 1, skipped: 0, files: [], failures: [problem] }
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

/**
 * A project, and what failed in it once more by itself: a browser or a media worker on a machine that stood still for a
 * moment fails as a broken one does, but not twice. Who needed the second time is named at the end.
 */
async function runProject(project: string): Promise<Outcome> {
  const first = await runVitest(project, forVitest)
  const { files, failed } = first
  if (failed === 0 || files.length === 0 || files.length > MOST_AGAIN) return first
  const again = await runVitest(project, files)
  if (again.failed > 0) return first
  const told = files.map((file) => `${file} failed, and passed when it ran again:`)
  secondTime.push(...told, ...first.failures)
  return { ...first, passed: first.passed + failed, failed: 0, failures: [] }
}

const lint = (await runProgram('biome', ['check', '--error-on-warnings', '.'])) === 0
const types = await typesAreRight()
// What failed and why, once more at the very end: by then the place where it failed is thousands of lines back.
const ended: string[] = []
const secondTime: string[] = []
const count: Count = { passed: 0, failed: 0, skipped: 0 }
for (const project of ['unit', 'server', 'parts', 'journeys']) {
  const { passed, failed, skipped, failures } = await runProject(project)
  ended.push(...failures)
  count.passed += passed
  count.failed += failed
  count.skipped += skipped
}
for (const right of [lint, types]) count[right ? 'passed' : 'failed'] += 1

for (const line of secondTime) process.stdout.write(`\n${line}\n`)
for (const failure of ended) process.stdout.write(`\nfailed: ${failure}\n`)
if (!lint) process.stdout.write('biome check: failed (npm run format mends most of it)\n')
if (!types) process.stdout.write('type check: failed\n')
const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : ''
process.stdout.write(`${count.passed} passed, ${count.failed} failed${skipped}\n`)
process.exitCode = count.failed === 0 ? 0 : 1
