import { buffer } from 'node:stream/consumers'
import { Compile } from 'typebox/compile'
import type { LogHead } from '../log/entry.ts'
import { hashInZip, type OpenZip, openZip, ZipProblem } from '../zip/reading.ts'
import { type Finding, finding, zipFinding } from './finding.ts'
import { type CheckedLog, checkLog, LineError } from './log-check.ts'
import { essential, MANIFEST, MANIFEST_SIGNATURE, Manifest, places } from './manifest.ts'
import { differingTexts, HeavyText, lateIn, type TextHasher, updatesIn, writersIn } from './text-check.ts'

const isManifest = Compile(Manifest)
const MOST_MANIFEST = 128 * 1024 * 1024
const MOST_SIGNATURE = 1024 * 1024
const MOST_PDF = 256 * 1024 * 1024

/** How signatures are checked is the signing slice's business. */
export interface CheckParts {
  readonly signature: (bytes: Uint8Array, signature: Uint8Array, at: number) => SignatureCheck
  readonly pdf: (bytes: Uint8Array) => Promise<PdfCheck> | PdfCheck
  /** A hasher of texts for one dossier; it is closed again. */
  readonly texts: () => TextHasher
}

export type SignatureCheck =
  | { readonly kind: 'wrong'; readonly what: string }
  | {
      readonly kind: 'right'
      readonly signer: string
      readonly certificate: string
      readonly trusted: boolean
    }

export interface PdfCheck {
  readonly verdict: 'valid' | 'untrusted-or-incomplete' | 'invalid'
  readonly reasons: readonly { readonly vi: string; readonly en: string }[]
}

/** What is known of a dossier. `valid` only if nothing was exchanged, removed or added, and its maker is known. */
export interface DossierReport {
  readonly verdict: PdfCheck['verdict']
  /** The gravest first. */
  readonly findings: readonly Finding[]
  readonly manifest: Manifest | null
  readonly signer: Extract<SignatureCheck, { kind: 'right' }> | null
  /** Of the log as it was checked, which is not only what the manifest claims; null where none could be read. */
  readonly head: LogHead | null
  /** The newest file of each version of the minutes. */
  readonly minutes: readonly { readonly path: string; readonly verdict: PdfCheck['verdict'] }[]
}

const gravity = { invalid: 0, incomplete: 1, note: 2 } as const

/** Checks a dossier by its bytes alone: no database, no network, memory bounded whatever it claims to hold. */
export async function checkDossier(path: string, parts: CheckParts): Promise<DossierReport> {
  let zip: OpenZip
  try {
    zip = await openZip(path)
  } catch (error) {
    if (!(error instanceof ZipProblem)) throw error
    return reportOf([zipFinding(error)])
  }
  try {
    return await checkOpened(zip, parts)
  } finally {
    zip.close()
  }
}

async function checkOpened(zip: OpenZip, parts: CheckParts): Promise<DossierReport> {
  const read = await readManifest(zip)
  if (!read) return reportOf([finding('not-a-dossier')])
  const { manifest, bytes } = read
  const findings: Finding[] = []
  const signer = await checkSignature(zip, manifest, bytes, parts, findings)
  await checkFiles(zip, manifest, findings)
  if (wrongFiles(findings).has(places.log)) return reportOf(findings, { manifest, signer })
  const log = await checkLog(await zip.read(places.log), manifest.conference)
  findings.push(...log.findings)
  const { head } = log
  const isHead =
    head.seq === manifest.head.seq && Buffer.from(head.hash).toString('hex') === manifest.head.hash
  if (!isHead && log.findings.every(({ level }) => level === 'note')) findings.push(finding('log-other-head'))
  checkNamed(manifest, log, findings)
  await checkTexts(zip, log, parts, findings)
  const minutes = await checkMinutes(zip, manifest, log, parts, findings)
  return reportOf(findings, { manifest, signer, head, minutes })
}

/** The manifest of an open dossier with its bytes; null where there is none. */
export async function readManifest(zip: OpenZip): Promise<{ manifest: Manifest; bytes: Buffer } | null> {
  const size = zip.entries.get(MANIFEST)?.size ?? Number.POSITIVE_INFINITY
  if (size > MOST_MANIFEST) return null
  try {
    const bytes = await buffer(await zip.read(MANIFEST))
    const manifest: unknown = JSON.parse(bytes.toString('utf8'))
    if (!isManifest.Check(manifest)) return null
    const paths = new Set(manifest.files.map((file) => file.path))
    return paths.size === manifest.files.length ? { manifest, bytes } : null
  } catch {
    return null
  }
}

async function checkSignature(
  zip: OpenZip,
  manifest: Manifest,
  bytes: Uint8Array,
  parts: CheckParts,
  findings: Finding[],
): Promise<DossierReport['signer']> {
  const size = zip.entries.get(MANIFEST_SIGNATURE)?.size
  if (size === undefined) {
    findings.push(finding('signature-missing'))
    return null
  }
  const signature =
    size > MOST_SIGNATURE ? null : await buffer(await zip.read(MANIFEST_SIGNATURE)).catch(() => null)
  const checked = signature && parts.signature(bytes, signature, Date.parse(manifest.madeAt))
  if (checked?.kind !== 'right') {
    findings.push(finding(checked?.what === 'other-bytes' ? 'manifest-changed' : 'signature-wrong'))
    return null
  }
  if (!checked.trusted) findings.push(finding('signature-untrusted', checked.signer))
  return checked
}

async function checkFiles(zip: OpenZip, manifest: Manifest, findings: Finding[]): Promise<void> {
  const named = new Set<string>([MANIFEST, MANIFEST_SIGNATURE])
  for (const { path, size, sha256 } of manifest.files) {
    named.add(path)
    const held = zip.entries.get(path)
    if (!held) findings.push(finding('file-missing', path))
    else if (held.size !== size || (await hashInZip(zip, path)) !== sha256)
      findings.push(finding('file-changed', path))
  }
  for (const path of essential) if (!named.has(path)) findings.push(finding('file-missing', path))
  for (const path of zip.entries.keys()) if (!named.has(path)) findings.push(finding('file-added', path))
  for (const { path } of manifest.absent) findings.push(finding('file-absent', path))
}

/** What the log names is there, and what stands where the log names something is that. */
function checkNamed(manifest: Manifest, log: CheckedLog, findings: Finding[]): void {
  const named = new Map(log.files.list.map(({ path, sha256 }) => [path, sha256]))
  const absent = new Set(manifest.absent.map(({ path }) => path))
  const held = new Set<string>()
  for (const { path, sha256 } of manifest.files) {
    held.add(path)
    const isNamedPlace = [places.minutes, places.attachments, places.recordings].some((p) =>
      path.startsWith(p),
    )
    if (isNamedPlace && named.get(path) !== sha256) findings.push(finding('not-in-log', path))
  }
  for (const path of named.keys())
    if (!held.has(path) && !absent.has(path)) findings.push(finding('log-names-more', path))
}

/** Every text that was sealed is what its history gives, up to where it was sealed. */
async function checkTexts(
  zip: OpenZip,
  log: CheckedLog,
  parts: CheckParts,
  findings: Finding[],
): Promise<void> {
  const wrong = wrongFiles(findings)
  try {
    if (!wrong.has(places.writers)) await readAll(writersIn(await zip.read(places.writers)))
    if (!wrong.has(places.late)) await readAll(lateIn(await zip.read(places.late)))
    if (wrong.has(places.updates)) return
    const lines = updatesIn(await zip.read(places.updates))
    const hasher = parts.texts()
    const differing = differingTexts(lines, log.sealed, hasher).finally(() => hasher.close())
    for (const document of await differing) findings.push(finding('text-differs', document))
  } catch (error) {
    if (error instanceof HeavyText) findings.push(finding('text-too-heavy', error.document))
    else if (error instanceof LineError) findings.push(finding('texts-unreadable', String(error.line)))
    else throw error
  }
}

/** A note about a file leaves it to be judged. */
function wrongFiles(findings: readonly Finding[]): ReadonlySet<string | undefined> {
  return new Set(findings.filter(({ level }) => level === 'invalid').map(({ path }) => path))
}

/** @throws LineError */
async function readAll(lines: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of lines);
}

/** Each file of the minutes must be right as far as it goes; the newest of each version is judged as a whole. */
async function checkMinutes(
  zip: OpenZip,
  manifest: Manifest,
  log: CheckedLog,
  parts: CheckParts,
  findings: Finding[],
): Promise<DossierReport['minutes']> {
  const wrong = wrongFiles(findings)
  const files = log.files.list.filter(({ path }) => path.startsWith(places.minutes))
  const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/'))
  const newest = new Set(new Map(files.map(({ path }) => [folderOf(path), path])).values())
  const minutes: { path: string; verdict: PdfCheck['verdict'] }[] = []
  for (const { path } of files) {
    const size = manifest.files.find((file) => file.path === path)?.size
    if (size === undefined || size > MOST_PDF || wrong.has(path)) continue
    const { verdict, reasons } = await parts.pdf(await buffer(await zip.read(path)))
    const words = { vi: reasons.map(({ vi }) => vi).join(' '), en: reasons.map(({ en }) => en).join(' ') }
    if (verdict === 'invalid') findings.push(finding('minutes-wrong', path, words))
    else if (verdict !== 'valid' && newest.has(path))
      findings.push(finding('minutes-incomplete', path, words))
    if (newest.has(path)) minutes.push({ path, verdict })
  }
  return minutes
}

function reportOf(
  findings: readonly Finding[],
  known: Partial<Pick<DossierReport, 'manifest' | 'signer' | 'head' | 'minutes'>> = {},
): DossierReport {
  const sorted = findings.toSorted((a, b) => gravity[a.level] - gravity[b.level])
  const gravest = sorted[0]?.level ?? 'note'
  const verdict =
    gravest === 'invalid' ? 'invalid' : gravest === 'incomplete' ? 'untrusted-or-incomplete' : 'valid'
  return { verdict, findings: sorted, manifest: null, signer: null, head: null, minutes: [], ...known }
}
