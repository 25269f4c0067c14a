import Type from 'typebox'

/*
 * Text enters the log exactly as it was typed. Refused are only the characters that no reader can see and no
 * store can keep: control characters (C0, DEL, C1) other than tab and line ends, and halves of surrogate pairs.
 * Patterns run with the flag `u`; each is one class over the whole text, so that checking stays linear.
 */
const VISIBLE = '[\\p{L}\\p{N}\\p{P}\\p{S}]'
const CLEAN = '[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\p{Cs}]*'
const ONE_LINE = `^(?=.*${VISIBLE})[^\\p{Cc}\\p{Cs}\\u2028\\u2029]*$`

/** One line with at least one visible character: a name, a title, a place. At most 500 code points. */
export const Line = Type.String({ minLength: 1, maxLength: 500, pattern: ONE_LINE })

/** One long line: the title of a conference or of a provision. At most 2,000 code points. */
export const Title = Type.String({ minLength: 1, maxLength: 2000, pattern: ONE_LINE })

/** Several paragraphs, separated by line ends. At most 400,000 code points (about 150 pages). */
export const Text = Type.String({ maxLength: 400_000, pattern: `^${CLEAN}$` })

/** Some words out of a text, possibly none. At most 2,000 code points. */
export const Passage = Type.String({ maxLength: 2000, pattern: `^${CLEAN}$` })

/** `Text` with at least one visible character. */
export const Wording = Type.String({
  minLength: 1,
  maxLength: 400_000,
  pattern: `^(?=[^]*${VISIBLE})${CLEAN}$`,
})

/** Names an object that people create: a bridge, a topic, a person, a device. URL-safe. */
export const Id = Type.String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$' })

/** Names an object born in the log: the sequence number of the event that created it. */
export const Ref = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
export type Ref = number

/** SHA-256 in lower-case hexadecimal. */
export const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })
