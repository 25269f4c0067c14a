import type { FormerMinutes, Minutes } from '../../domain/minutes.ts'
import type { ConferenceState } from '../../domain/state.ts'
import { type Profile, profileOf } from '../../templates/profiles/index.ts'
import type { Sql } from '../database/pool.ts'
import { minutesNumber } from './number.ts'

/** What the public may know of a version of the minutes. Times are ISO 8601, UTC. */
export interface PublicMinutes {
  /** Of the conference. */
  readonly title: string
  /** As it stands on the first page. */
  readonly number: string
  readonly version: number
  readonly sealedAt: string
  /** When the chair signed. */
  readonly signedAt: string | null
  readonly issuedAt: string | null
  /** When it was opened again, to be replaced. */
  readonly reopenedAt: string | null
  /** The newest later version that takes its place: signed by the chair, unless this one was not either. */
  readonly replacedBy: {
    readonly number: string
    readonly version: number
    /** Null where the chair has not signed it yet. */
    readonly signedAt: string | null
  } | null
}

/** A file that was made here; a working copy where the chair has signed no file of its version. */
export interface IssuedFile extends PublicMinutes {
  /** Whether it is the newest file of a version that the chair has signed and nothing replaces or is to replace. */
  readonly isNewest: boolean
  /** Whether the version has a newer file: with another signature, or a timestamp. */
  readonly hasNewerFile: boolean
}

type SealedVersion = Extract<Minutes, { kind: 'sealed' }> | FormerMinutes

/** Looks up files and printed pages of minutes for anyone. */
export interface IssuedMinutes {
  /**
   * By the file's SHA-256 (hexadecimal): what the public may know, and the form that the file should have. Null for any
   * other file.
   */
  file(sha256: string): Promise<{
    readonly facts: IssuedFile
    readonly form: { readonly profile: Profile; readonly document: 'minutes' }
  } | null>
  /** By what a printed page says of itself; `hash` begins the hash of the entry that sealed it. */
  page(conference: string, version: number, hash: string): Promise<PublicMinutes | null>
}

export function openIssued(
  sql: Sql,
  stateOf: (conference: string) => Promise<ConferenceState>,
): IssuedMinutes {
  return {
    async file(sha256) {
      const conference = await conferenceOf(sql, sha256)
      if (conference === null) return null
      const state = await stateOf(conference)
      const facts = issuedFile(state, sha256)
      if (!facts || !state.facts) return null
      const { profile, profileOverrides } = state.facts
      return { facts, form: { profile: profileOf(profile, profileOverrides), document: 'minutes' } }
    },
    async page(conference, version, hash) {
      const sealed = await isSealedBy(sql, conference, version, hash)
      return sealed ? publicMinutes(await stateOf(conference), version) : null
    },
  }
}

/**
 * What its printed page tells as well: who holds a file holds at least as much.
 * @returns null where the file is none of the conference's minutes
 */
export function issuedFile(state: ConferenceState, sha256: string): IssuedFile | null {
  if (state.archive) return null
  const found = versionsOf(state).find((each) => filesOf(each).includes(sha256))
  const known = found && publicMinutes(state, found.version)
  if (!known) return null
  const hasNewerFile = found.newest !== sha256
  const isCurrent = known.signedAt !== null && known.replacedBy === null && known.reopenedAt === null
  const isNewest = !hasNewerFile && isCurrent
  return { ...known, isNewest, hasNewerFile }
}

/** @returns null where the conference is an archive here, or has no such version */
export function publicMinutes(state: ConferenceState, version: number): PublicMinutes | null {
  const { facts } = state
  const versions = versionsOf(state)
  const found = versions.find((each) => each.version === version)
  if (!found || !facts || state.archive) return null
  const later = replacementOf(found, versions)
  return {
    title: facts.title,
    number: minutesNumber(facts, found.number),
    version,
    sealedAt: iso(found.at),
    signedAt: signedAt(found),
    issuedAt: found.issued && iso(found.issued.at),
    reopenedAt: 'reopened' in found ? iso(found.reopened.at) : null,
    replacedBy: later
      ? {
          number: minutesNumber(facts, later.number),
          version: later.version,
          signedAt: signedAt(later),
        }
      : null,
  }
}

/** What the chair has signed stands until the chair signs another; a working copy, until the next is sealed. */
function replacementOf(found: SealedVersion, versions: readonly SealedVersion[]): SealedVersion | undefined {
  const later = versions.filter(({ version }) => version > found.version)
  const signed = later.findLast((each) => signedAt(each) !== null)
  return signed ?? (signedAt(found) === null ? later.at(-1) : undefined)
}

function versionsOf({ formerMinutes, minutes }: ConferenceState): readonly SealedVersion[] {
  return minutes.kind === 'sealed' ? [...formerMinutes, minutes] : formerMinutes
}

function filesOf({ rendered, signatures, stamps }: SealedVersion): readonly (string | null)[] {
  return [rendered, ...signatures.map(({ sha256 }) => sha256), ...stamps.map(({ sha256 }) => sha256)]
}

function signedAt({ signatures }: SealedVersion): string | null {
  const chair = signatures.find(({ field }) => field === 'chair')
  return chair ? iso(chair.at) : null
}

function iso(at: number): string {
  return new Date(at).toISOString()
}

/** By the index `event_file`. */
async function conferenceOf(sql: Sql, sha256: string): Promise<string | null> {
  const { rows } = await sql.query<{ conference: string }>(
    `SELECT conference FROM event
     WHERE type IN ('minutes-rendered', 'minutes-signed', 'minutes-stamped')
       AND (payload::jsonb -> 'event') ->> 'sha256' = $1
       AND NOT EXISTS (SELECT FROM archive WHERE archive.conference = event.conference)
     LIMIT 1`,
    [sha256],
  )
  return rows[0]?.conference ?? null
}

/** By the index `event_seal`. */
async function isSealedBy(sql: Sql, conference: string, version: number, hash: string): Promise<boolean> {
  const { rows } = await sql.query<{ hash: Buffer }>(
    `SELECT hash FROM event
     WHERE conference = $1 AND type = 'minutes-sealed'
       AND ((payload::jsonb -> 'event') ->> 'version')::int = $2`,
    [conference, version],
  )
  return rows.some((row) => row.hash.toString('hex').startsWith(hash))
}
