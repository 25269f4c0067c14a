/** A run of a text: in both, only in the one before, or only in the one after. */
export interface Run {
  readonly kind: 'same' | 'left' | 'added'
  readonly text: string
}

/** Above this many comparisons the middle of a text is shown as replaced whole. */
const MOST_COMPARISONS = 4_000_000

/** What changes between two texts: by lines first, and by words within the lines that differ. */
export function wordDifference(before: string, after: string): readonly Run[] {
  const lines = difference(before.split(/(?<=\n)/), after.split(/(?<=\n)/))
  const runs: Run[] = []
  for (let index = 0; index < lines.length; index++) {
    const [run, next] = [lines[index], lines[index + 1]]
    if (!run) continue
    if (run.kind === 'left' && next?.kind === 'added') {
      runs.push(...difference(wordsOf(run.text), wordsOf(next.text)))
      index += 1
    } else runs.push(run)
  }
  return joined(runs)
}

function wordsOf(text: string): readonly string[] {
  return text.match(/\s+|[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}\p{M}]/gu) ?? []
}

/** The longest common sequence of pieces stays; what leaves comes before what is added in its place. */
function difference(before: readonly string[], after: readonly string[]): readonly Run[] {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1
  const least = Math.min(before.length, after.length) - start
  let end = 0
  while (end < least && before.at(-1 - end) === after.at(-1 - end)) end += 1
  const [from, to] = [before.slice(start, before.length - end), after.slice(start, after.length - end)]
  const runs = [
    { kind: 'same' as const, text: before.slice(0, start).join('') },
    ...middle(from, to),
    { kind: 'same' as const, text: before.slice(before.length - end).join('') },
  ]
  return joined(runs)
}

function middle(from: readonly string[], to: readonly string[]): readonly Run[] {
  const width = to.length + 1
  if (from.length * width > MOST_COMPARISONS)
    return [
      { kind: 'left', text: from.join('') },
      { kind: 'added', text: to.join('') },
    ]
  // common[i * width + j]: how many pieces stay from there on.
  const common = new Uint32Array((from.length + 1) * width)
  const at = (i: number, j: number) => common[i * width + j] ?? 0
  for (let i = from.length - 1; i >= 0; i--)
    for (let j = to.length - 1; j >= 0; j--)
      common[i * width + j] = from[i] === to[j] ? 1 + at(i + 1, j + 1) : Math.max(at(i + 1, j), at(i, j + 1))
  const runs: Run[] = []
  for (let i = 0, j = 0; i < from.length || j < to.length; ) {
    if (i < from.length && j < to.length && from[i] === to[j]) {
      runs.push({ kind: 'same', text: from[i] ?? '' })
      i += 1
      j += 1
    } else if (i < from.length && (j >= to.length || at(i + 1, j) >= at(i, j + 1))) {
      runs.push({ kind: 'left', text: from[i] ?? '' })
      i += 1
    } else {
      runs.push({ kind: 'added', text: to[j] ?? '' })
      j += 1
    }
  }
  return runs
}

/** Neighbours of one kind become one run; within a change, all that leaves stands before all that is added. */
function joined(runs: readonly Run[]): readonly Run[] {
  const made: Run[] = []
  let [left, added] = ['', '']
  const settle = () => {
    if (left) made.push({ kind: 'left', text: left })
    if (added) made.push({ kind: 'added', text: added })
    left = ''
    added = ''
  }
  let same = ''
  for (const { kind, text } of runs) {
    if (text === '') continue
    if (kind === 'same') {
      same += text
      continue
    }
    if (same !== '') {
      const isBetween = left !== '' || added !== ''
      // A space between two changed words reads as part of one change.
      if (isBetween && /^ +$/.test(same)) {
        left += same
        added += same
      } else {
        settle()
        made.push({ kind: 'same', text: same })
      }
      same = ''
    }
    if (kind === 'left') left += text
    else added += text
  }
  settle()
  if (same) made.push({ kind: 'same', text: same })
  return made
}
