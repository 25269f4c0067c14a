import Type, { type Static } from 'typebox'
import { Sha256 } from '../../domain/text.ts'

export const BACKUP_FORMAT = 'diem-cau-backup-1'
export const BACKUP_MANIFEST = 'backup.json'
/** Below it stand the rows of each table, as PostgreSQL copies them out. */
export const TABLES = 'tables/'
/** Below it stands what is in the data directory. */
export const DATA = 'data/'

/** Names of the files that an installation has: as many letters as people's file systems know, no way out. */
export const FILE_NAMES = /^(?!(.*\/)?\.{1,2}(\/|$))[^/\\\p{Cc}][^\\\p{Cc}]*$/u

const Name = Type.String({ pattern: '^[a-z_][a-z0-9_]{0,62}$' })
const Size = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

export const BackupManifest = Type.Object({
  format: Type.Literal(BACKUP_FORMAT),
  /** ISO 8601, UTC: the moment of the snapshot, as the database has it. */
  madeAt: Type.String(),
  /** Version of PostgreSQL, and of the rules by which logs are understood. */
  postgres: Type.String(),
  rules: Type.Integer({ minimum: 1 }),
  /** Applied to the database, in their order. */
  migrations: Type.Array(Type.String()),
  /** In an order in which they can be filled. */
  tables: Type.Array(
    Type.Object({ name: Name, columns: Type.Array(Name), rows: Size, size: Size, sha256: Sha256 }),
  ),
  /** Last values; null for one that was never asked. */
  sequences: Type.Array(Type.Object({ name: Name, last: Type.Union([Type.Integer(), Type.Null()]) })),
  files: Type.Array(Type.Object({ path: Type.String({ maxLength: 1000 }), size: Size, sha256: Sha256 })),
})
export type BackupManifest = Static<typeof BackupManifest>
