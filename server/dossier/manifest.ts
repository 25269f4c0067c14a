import Type, { type Static } from 'typebox'
import { Id, Sha256 } from '../../domain/text.ts'

/** What `format` says; a dossier of a later kind says something else. */
export const DOSSIER_FORMAT = 'diem-cau-dossier-1'
export const MANIFEST = 'manifest.json'
/** CAdES detached signature over the manifest's bytes. */
export const MANIFEST_SIGNATURE = 'manifest.json.p7s'

/** Where the parts are that are read again. */
export const places = {
  log: 'nhat-ky/log.jsonl',
  updates: 'van-ban/cap-nhat.jsonl',
  writers: 'van-ban/nguoi-viet.jsonl',
  late: 'van-ban/gui-sau-niem-phong.jsonl',
  minutes: 'bien-ban/',
  attachments: 'dinh-kem/',
  recordings: 'ghi-am/',
  published: 'xuat-ban/',
} as const

/** What every dossier holds, whatever the conference was: nothing is judged without them. */
export const essential = [places.log, places.updates, places.writers, places.late] as const

/** Folders and a name of lower-case ASCII letters, digits, `.`, `_` and `-`; at most 240 characters. */
const Path = Type.String({ maxLength: 240, pattern: '^[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*$' })
const Size = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
const Instant = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' })

/** Why a part that the log tells of is not in the dossier. */
export const absences = ['unprintable', 'lost', 'deleted'] as const
export type Absence = (typeof absences)[number]

export const Manifest = Type.Object({
  format: Type.Literal(DOSSIER_FORMAT),
  conference: Id,
  title: Type.String({ maxLength: 2000 }),
  /** Of a demonstration: no document in it is a record. */
  demonstration: Type.Boolean(),
  /** ISO 8601, UTC, as all times here. */
  madeAt: Instant,
  /** The last entry of the log. */
  head: Type.Object({ seq: Type.Integer({ minimum: 1 }), at: Instant, hash: Sha256 }),
  files: Type.Array(
    Type.Object({
      path: Path,
      /** Bytes. */
      size: Size,
      sha256: Sha256,
      mediaType: Type.String({ maxLength: 200 }),
    }),
    { maxItems: 200_000 },
  ),
  absent: Type.Array(
    Type.Object({
      path: Path,
      why: Type.Unsafe<Absence>(Type.Union(absences.map((why) => Type.Literal(why)))),
    }),
    { maxItems: 200_000 },
  ),
})
export type Manifest = Static<typeof Manifest>
export type DossierFile = Manifest['files'][number]
