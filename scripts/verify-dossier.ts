import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checkDossier, type DossierReport } from '../server/dossier/check.ts'
import { dossierChecks } from './dossier-checks.ts'

const exitCodes: Readonly<Record<DossierReport['verdict'], number>> = {
  valid: 0,
  'untrusted-or-incomplete': 2,
  invalid: 1,
}

/** Whether a file begins as a ZIP does. */
export async function isZip(path: string): Promise<boolean> {
  const file = await open(path).catch(() => null)
  if (!file) return false
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
    const begins = buffer.subarray(0, bytesRead).toString('latin1')
    return begins === 'PK\u0003\u0004' || begins === 'PK\u0005\u0006'
  } finally {
    await file.close()
  }
}

/**
 * `npm run verify -- DOSSIER.zip`: prints what is known of a dossier, and answers the exit code of the command.
 * @param trust certificate files; without, those of this installation
 */
export async function verifyDossier(
  file: string,
  trust: readonly string[] | undefined,
  json: boolean,
): Promise<number> {
  const roots: string[] = []
  for (const place of trust ?? (await ownCertificates())) {
    const pem = await readFile(place, 'utf8').catch(() => undefined)
    if (pem?.includes('-----BEGIN CERTIFICATE-----')) roots.push(pem)
    else if (trust) {
      console.error(`Không đọc được chứng thư ${place}.\nNo certificate in ${place}.`)
      return 1
    }
  }
  const report = await checkDossier(file, dossierChecks(roots))
  if (json) console.log(JSON.stringify(report))
  else print(report)
  return exitCodes[report.verdict]
}

/** What this installation trusts: its signers' root and its own seal. */
async function ownCertificates(): Promise<readonly string[]> {
  const { readConfig } = await import('../server/config.ts')
  const { dataDir } = readConfig(process.env)
  return [join(dataDir, 'pki', 'root.pem'), join(dataDir, 'seal', 'certificate.pem')]
}

const verdicts: Readonly<Record<DossierReport['verdict'], readonly [vi: string, en: string]>> = {
  valid: [
    'HỒ SƠ CÒN NGUYÊN VẸN: không tệp nào bị tráo, bớt hoặc thêm.',
    'INTACT: no file was exchanged, removed or added.',
  ],
  'untrusted-or-incomplete': [
    'Hồ sơ còn nguyên vẹn, nhưng có điều chưa đủ căn cứ để kết luận.',
    'Intact, but not everything could be proven here.',
  ],
  invalid: ['HỒ SƠ KHÔNG HỢP LỆ.', 'NOT VALID.'],
}

function print({ verdict, findings, manifest, signer, minutes }: DossierReport): void {
  const [vi, en] = verdicts[verdict]
  const lines = [vi, en, '']
  if (manifest) {
    lines.push(`Hội nghị / conference: ${manifest.title} (${manifest.conference})`)
    lines.push(`Lập lúc / made at: ${manifest.madeAt}, ${manifest.files.length} tệp / files`)
    lines.push(`Nhật ký / log: ${manifest.head.seq} mục / entries, ${manifest.head.hash}`)
  }
  if (signer) lines.push(`Nơi lập / made by: ${signer.signer} (SHA-256 ${signer.certificate})`)
  for (const held of minutes) lines.push(`Biên bản / minutes: ${held.path}: ${held.verdict}`)
  for (const { level, vi: sentence, en: other } of findings) {
    const mark = level === 'invalid' ? '✗' : level === 'incomplete' ? '?' : '·'
    lines.push(`${mark} ${sentence}`, `  ${other}`)
  }
  console.log(lines.join('\n'))
}
