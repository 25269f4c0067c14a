import Type, { type Static } from 'typebox'
import { type BridgeFacts, ConferencePlan, Level, ProfileId } from './conference.ts'
import { courseProblems } from './conference-file-course.ts'
import { crossProblems } from './conference-file-references.ts'
import { ContributionInFile, course, Key, Person, rollCall } from './conference-file-shapes.ts'
import { DATE_PATTERN, instantOf, TIME_PATTERN } from './iso-time.ts'
import { type Named, named } from './named.ts'
import { ProfileOverrides } from './profile-overrides.ts'
import { type Problem, schemaProblems } from './schema-problems.ts'
import { Line, Title, Wording } from './text.ts'
import { type Topic, TopicKind } from './topics.ts'

const object = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })

/** Short enough that `Đại diện ‹điểm cầu›` is still a name. */
const BridgeName = Type.String({ ...Line, maxLength: 480 })

const TopicInFile = object({
  id: Key,
  title: Title,
  kind: Type.Optional(TopicKind),
  label: Type.Optional(Line),
  parent: Type.Optional(Key),
  wording: Type.Optional(Wording),
})

/** A whole conference as a JSON file; `docs/CONFERENCE-FILE.md` describes it. */
export const ConferenceFile = object({
  note: Type.Optional(Wording),
  profile: ProfileId,
  profileOverrides: Type.Optional(ProfileOverrides),
  title: Title,
  organiser: Line,
  organiserSymbol: Type.Optional(
    Type.String({
      ...ConferencePlan.properties.organiserSymbol,
      description: 'chữ in hoa, chữ số, dấu . hoặc -, như "BTCTW"',
    }),
  ),
  superior: Type.Optional(Line),
  /** Whether the organiser's seal goes on the minutes. */
  organSeal: Type.Optional(Type.Boolean()),
  place: Type.Optional(Line),
  startsAt: Type.String({
    pattern: TIME_PATTERN,
    description: 'ngày giờ ISO 8601 có múi giờ, như "2023-05-30T08:00:00+07:00"',
  }),
  rehearsalOpensMinutesBefore: ConferencePlan.properties.rehearsalOpensMinutesBefore,
  /** Until when bridges file written opinions; left out, until the minutes are sealed. */
  opinionsUntil: Type.Optional(
    Type.String({
      pattern: TIME_PATTERN,
      description: 'ngày giờ ISO 8601 có múi giờ, như "2023-06-02T17:00:00+07:00"',
    }),
  ),
  document: Type.Optional(
    object({
      symbol: Line,
      issuedOn: Type.String({
        pattern: DATE_PATTERN,
        description: 'ngày dạng năm-tháng-ngày, như "2018-03-08"',
      }),
      issuer: Line,
      subject: Title,
    }),
  ),
  submittedTo: Type.Optional(Line),
  topics: Type.Array(TopicInFile, { maxItems: 2000 }),
  bridges: Type.Array(
    object({
      id: Key,
      name: BridgeName,
      unit: Line,
      level: Level,
      parent: Type.Union([Key, Type.Null()]),
      delegates: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })),
      chair: Type.Optional(Person),
      ...rollCall,
    }),
    { minItems: 1, maxItems: 2000 },
  ),
  contributions: Type.Array(ContributionInFile, { maxItems: 5000 }),
  ...course,
  opening: Type.Optional(Wording),
  conclusion: Wording,
  /** Why the minutes are sealed although bridges have neither spoken, written nor declared. */
  gapReason: Type.Optional(Title),
})
export type ConferenceFile = Static<typeof ConferenceFile>

/** Everything wrong with a parsed file; a value without problems is a `ConferenceFile`. Never throws. */
export function problemsOf(file: unknown): readonly Problem[] {
  return [...schemaProblems(ConferenceFile, file), ...crossProblems(file), ...courseProblems(file)]
}

/** Whether `problemsOf` finds nothing. */
export function isConferenceFile(file: unknown): file is ConferenceFile {
  return problemsOf(file).length === 0
}

/**
 * What `conference/create` needs, from a file without problems.
 * @throws RangeError when `startsAt` names no time, which `problemsOf` would have said.
 */
export function planOf(file: ConferenceFile): {
  readonly plan: ConferencePlan
  readonly topics: Topic[]
  readonly bridges: BridgeFacts[]
} {
  const startsAt = instantOf(file.startsAt)
  if (startsAt === undefined) throw new RangeError(`startsAt names no time: ${file.startsAt}`)
  const { title, organiser, superior = null, profile, document = null } = file
  const { submittedTo = null, note = null, rehearsalOpensMinutesBefore, profileOverrides } = file
  const { organSeal, place } = file
  const opinionsUntil = file.opinionsUntil === undefined ? undefined : instantOf(file.opinionsUntil)
  const organiserSymbol = file.organiserSymbol ?? symbolOf(organiser)
  const demonstration = note !== null
  return {
    plan: {
      title,
      organiser,
      organiserSymbol,
      superior,
      startsAt,
      ...(rehearsalOpensMinutesBefore === undefined ? {} : { rehearsalOpensMinutesBefore }),
      ...(opinionsUntil === undefined ? {} : { opinionsUntil }),
      profile,
      ...(profileOverrides === undefined ? {} : { profileOverrides }),
      ...(organSeal === undefined ? {} : { organSeal }),
      ...(place === undefined ? {} : { place }),
      document: document && { ...document },
      submittedTo,
      note,
      demonstration,
    },
    topics: file.topics.map((topic) => ({ ...topic })),
    bridges: file.bridges.map(({ id, name, unit, level, parent, delegates = null, chair }) => ({
      id,
      name,
      unit,
      level,
      parent,
      delegates,
      chair: chair ? named(chair) : null,
    })),
  }
}

/** Who gives a contribution: its speaker, else `Đại diện ‹điểm cầu›`. */
export function speakerOf(
  contribution: Pick<ContributionInFile, 'speaker'>,
  bridge: { readonly name: string },
): Named {
  return contribution.speaker ? named(contribution.speaker) : { name: `Đại diện ${bridge.name}`, title: null }
}

/**
 * A body's letters in document numbers, from the first letters of its words without tone marks, `Trung ương`
 * as `TW`: `Ban Tổ chức Trung ương` → `BTCTW`. `DC` for a name that gives none.
 */
export function symbolOf(organiser: string): string {
  const words = organiser
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/trung\s+ương/g, 'tw-tw')
  const letters = words.split(/\s+/).map((word) => (word.includes('tw-tw') ? 'TW' : initial(word)))
  return [...letters.join('')].slice(0, 30).join('') || 'DC'
}

function initial(word: string): string {
  const [start = ''] = /\d+|\p{L}/u.exec(word.normalize('NFD')) ?? []
  return [...start.toUpperCase().normalize('NFC')].filter((each) => /[\p{Lu}\d]/u.test(each)).join('')
}
