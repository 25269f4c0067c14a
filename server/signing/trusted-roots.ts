import { readFileSync } from 'node:fs'
import { AppError } from '../errors.ts'
import { type Certificate, readPem, toPem } from './certificate.ts'

/**
 * The root certificates (PEM, one each) that an installation trusts for signatures and timestamps.
 * @param file PEM with one or more certificates of authorities; none are trusted without
 * @throws AppError `config/invalid` whose `detail.problems.TRUSTED_ROOTS` says what is wrong with the file
 */
export function readTrustedRoots(file: string | undefined): readonly string[] {
  if (file === undefined) return []
  const certificates = parse(file)
  if (certificates.length === 0)
    throw wrong(`${file} không có chứng thư dạng PEM / holds no certificate in PEM`)
  const other = certificates.findIndex(({ authority }) => !authority)
  if (other >= 0)
    throw wrong(
      `${file}: chứng thư thứ ${other + 1} không phải của CA / certificate ${other + 1} is no authority's`,
    )
  return certificates.map(({ der }) => toPem(der))
}

function parse(file: string): Certificate[] {
  try {
    return readPem(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw wrong(`không đọc được / cannot read ${file}: ${(cause as Error).message}`, cause)
  }
}

function wrong(text: string, cause?: unknown): AppError {
  const problem = `TRUSTED_ROOTS: ${text}`
  const message = `Cấu hình sai / wrong configuration:\n  ${problem}`
  return new AppError(
    'config/invalid',
    { message, problems: { TRUSTED_ROOTS: problem } },
    cause === undefined ? undefined : { cause },
  )
}
