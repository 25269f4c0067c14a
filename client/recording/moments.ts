import type { TurnRecording } from '../../domain/recording.ts'
import type { Instant, Milliseconds } from '../../domain/time.ts'

/** Whoever marks a moment has heard it just before (ms). */
const HEARD_BEFORE: Milliseconds = 3000
/** A mark this far from a recording (ms) still means its beginning or end. */
const NEAR: Milliseconds = 10_000

/**
 * Which recording to play, and from where (ms from its beginning), to hear what was said at a moment; null if nothing
 * of that moment was recorded.
 */
export function placeOf(
  recordings: readonly TurnRecording[],
  at: Instant,
): { readonly recording: TurnRecording; readonly offset: Milliseconds } | null {
  const kept = recordings.filter(({ deletedAt }) => deletedAt === null)
  const within = (slack: Milliseconds) =>
    kept.find(({ from, length }) => at >= from - slack && at <= from + length + slack)
  const recording = within(0) ?? within(NEAR)
  if (!recording) return null
  const end = Math.max(0, recording.length - HEARD_BEFORE)
  return { recording, offset: Math.min(end, Math.max(0, at - HEARD_BEFORE - recording.from)) }
}

/**
 * The moment at the caret: of the last time mark before it in this element, else of the first one; null without any.
 * Marks are `<time data-at>`, in milliseconds since the Unix epoch.
 */
export function momentAtCaret(text: Element): Instant | null {
  const marks = [...text.querySelectorAll<HTMLElement>('time[data-at]')]
  const caret = text.ownerDocument.getSelection()?.focusNode ?? null
  const before = marks.findLast(
    (mark) =>
      caret !== null &&
      (mark.contains(caret) ||
        (mark.compareDocumentPosition(caret) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0),
  )
  const mark = before ?? marks[0]
  return mark ? Number(mark.dataset.at) : null
}
