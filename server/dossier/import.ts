import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Database, Sql } from '../database/pool.ts'
import { AppError } from '../errors.ts'
import { ConferenceLog } from '../log/conference-log.ts'
import type { EventRow, LogHead } from '../log/entry.ts'
import { insertLateUpdates } from '../log/prose-store.ts'
import { createHead, insertEvents, moveHead } from '../log/store.ts'
import { type OpenZip, openZip } from '../zip/reading.ts'
import { type CheckParts, checkDossier, type DossierReport, readManifest } from './check.ts'
import type { Finding } from './finding.ts'
import { importTexts } from './import-texts.ts'
import { rowsOf } from './log-check.ts'
import { type Manifest, places } from './manifest.ts'
import { lateIn } from './text-check.ts'

/** Rows that are stored at a time. */
const AT_ONCE = 500

export interface ImportParts extends CheckParts {
  readonly database: Database
  /** Stores bytes under their SHA-256. */
  readonly putBlob: (sql: Sql, bytes: Uint8Array) => Promise<string>
  /** Puts a recording where the log's event says that it is; over what may be there. */
  readonly keepRecording: (
    conference: string,
    key: { readonly turn: number; readonly from: number },
    sound: Readable,
  ) => Promise<void>
}

export interface Imported {
  /** `known`: it was here already, and has one more reader. */
  readonly kind: 'imported' | 'known'
  readonly conference: string
  readonly title: string
  readonly report: DossierReport
}

/**
 * Brings the conference of a dossier here, to be read: checked first, then stored as it was, with its hashes, in one
 * transaction. Whoever is named reads it.
 * @param readers ids of persons of this server
 * @throws AppError `dossier/refused` with the findings, `dossier/other-log`, `conference/exists`
 */
export async function importDossier(
  path: string,
  readers: readonly string[],
  parts: ImportParts,
): Promise<Imported> {
  const report = await checkDossier(path, parts)
  const { manifest, signer, head } = report
  const lacking = report.findings.filter(isLacking)
  if (report.verdict === 'invalid' || !manifest || !signer || !head || lacking.length > 0) {
    const grave = report.findings.filter(({ level }) => level === 'invalid')
    const findings = [...grave, ...lacking].slice(0, 50).map(({ code, vi, en }) => ({ code, vi, en }))
    throw new AppError('dossier/refused', { findings })
  }
  const zip = await openZip(path)
  try {
    // The bytes that were checked are the bytes that are read now, or nothing is.
    const read = await readManifest(zip)
    if (!read || JSON.stringify(read.manifest) !== JSON.stringify(manifest))
      throw new AppError('dossier/refused', { findings: [] })
    const { conference, title } = manifest
    const kind = await parts.database.transaction(async (sql) => {
      const known = await isKnown(sql, conference, head)
      if (!known) await store(sql, zip, read, parts, signer.certificate)
      await addReaders(sql, conference, readers)
      return known ? 'known' : 'imported'
    })
    return { kind, conference, title, report }
  } finally {
    zip.close()
  }
}

/**
 * What a dossier may lack and be valid, yet is needed to be read here. Files are kept by their hashes for all
 * conferences together: one that the log names and the dossier does not bring could be another conference's.
 */
function isLacking({ code, path = '' }: Finding): boolean {
  const isShared = path.startsWith(places.minutes) || path.startsWith(places.attachments)
  return code === 'log-erased' || (code === 'file-absent' && isShared)
}

/** Whether this very log, as it was checked, is here as an archive. */
async function isKnown(sql: Sql, conference: string, head: LogHead): Promise<boolean> {
  const { rows } = await sql.query<{ seq: number; hash: Buffer; archived: boolean }>(
    `SELECT seq, hash, EXISTS (SELECT FROM archive WHERE archive.conference = id) AS archived
     FROM conference WHERE id = $1`,
    [conference],
  )
  const [row] = rows
  if (!row) return false
  const isSame = row.seq === head.seq && row.hash.equals(head.hash)
  if (!isSame) throw new AppError('dossier/other-log', { conference })
  if (!row.archived) throw new AppError('conference/exists', { conference })
  return true
}

async function store(
  sql: Sql,
  zip: OpenZip,
  { manifest, bytes }: { readonly manifest: Manifest; readonly bytes: Buffer },
  parts: ImportParts,
  certificate: string,
): Promise<void> {
  const { conference, madeAt, demonstration } = manifest
  await createHead(sql, conference, new Date(manifest.head.at))
  await sql.query(
    'INSERT INTO archive (conference, made_at, demonstration, manifest, certificate) VALUES ($1, $2, $3, $4, $5)',
    [conference, new Date(madeAt), demonstration, bytes, Buffer.from(certificate, 'hex')],
  )
  const recorded = await storeLog(sql, zip, conference)
  await importTexts(sql, zip, conference)
  for await (const late of lateIn(await zip.read(places.late)))
    await insertLateUpdates(sql, [{ ...late, conference, update: Buffer.from(late.update, 'base64') }])
  for (const { path, sha256 } of manifest.files) {
    const isBlob = [places.minutes, places.attachments].some((place) => path.startsWith(place))
    if (isBlob && (await parts.putBlob(sql, await buffer(await zip.read(path)))) !== sha256)
      throw new AppError('dossier/refused', { findings: [] })
    const recording = recorded.get(sha256)
    if (path.startsWith(places.recordings) && recording)
      await parts.keepRecording(conference, recording, await zip.read(path))
  }
}

/**
 * Stores the rows as they are; each must be one that this build's rules understand.
 * @returns the recordings that the log names, by their SHA-256
 */
async function storeLog(sql: Sql, zip: OpenZip, conference: string) {
  const log = new ConferenceLog(conference)
  const recorded = new Map<string, { turn: number; from: number }>()
  let rows: EventRow[] = []
  const flush = async () => {
    log.append(rows)
    await insertEvents(sql, rows)
    rows = []
  }
  for await (const row of rowsOf(await zip.read(places.log))) {
    rows.push(row)
    if (rows.length >= AT_ONCE) await flush()
  }
  await flush()
  await moveHead(sql, conference, log.head)
  for (const { turn, from, sha256 } of log.state.recording.turns) recorded.set(sha256, { turn, from })
  return recorded
}

async function addReaders(sql: Sql, conference: string, readers: readonly string[]): Promise<void> {
  await sql.query(
    'INSERT INTO archive_reader (conference, person) SELECT $1, * FROM unnest($2::text[]) ON CONFLICT DO NOTHING',
    [conference, readers],
  )
}
