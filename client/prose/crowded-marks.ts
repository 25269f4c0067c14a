import { Plugin } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'

/** Marks whose tops differ by less than this (px) stand on one line: half of what a line is high. */
const SAME_LINE = 12

/**
 * The place of each mark among those on its line, from 1, by where their tops are (px), in the order of the text; and
 * how many stand there.
 */
export function placesOnLines(
  tops: readonly number[],
): readonly { readonly place: number; readonly of: number }[] {
  const lines: { readonly top: number; count: number }[] = []
  const places = tops.map((top) => {
    const last = lines.at(-1)
    const line = last && Math.abs(last.top - top) < SAME_LINE ? last : { top, count: 0 }
    if (line !== last) lines.push(line)
    line.count += 1
    return { line, place: line.count }
  })
  return places.map(({ line, place }) => ({ place, of: line.count }))
}

/**
 * Tells each time mark whether others stand on its line (`data-crowd`: its place there, where there are several), so
 * that a page which shows the times in the margin does not write one over the other. Nothing in the line moves by it.
 */
export function crowdedMarks(): Plugin {
  return new Plugin({
    view: (view) => {
      let frame = 0
      const measure = () => {
        cancelAnimationFrame(frame)
        frame = requestAnimationFrame(() => mark(view))
      }
      const resized = new ResizeObserver(measure)
      resized.observe(view.dom)
      return {
        update: measure,
        destroy: () => {
          cancelAnimationFrame(frame)
          resized.disconnect()
        },
      }
    },
  })
}

function mark({ dom }: EditorView): void {
  const marks = [...dom.querySelectorAll<HTMLElement>('time[data-at]')]
  const places = placesOnLines(marks.map((each) => each.getBoundingClientRect().top))
  for (const [index, each] of marks.entries()) {
    const { place, of } = places[index] ?? { place: 1, of: 1 }
    const crowd = of > 1 ? String(place) : undefined
    if (each.dataset.crowd === crowd) continue
    if (crowd === undefined) delete each.dataset.crowd
    else each.dataset.crowd = crowd
  }
}
