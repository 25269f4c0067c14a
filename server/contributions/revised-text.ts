import { type ProseNode, plainText } from '../../domain/prose.ts'

/**
 * A text as somebody rewrote it in plain words: blocks whose words are still there keep their form (lists,
 * quotations, bold), every other line becomes a paragraph. The most blocks that can stay do stay, in their order.
 */
export function revised(content: ProseNode, text: string): ProseNode {
  const lines = text.split('\n').map((line) => line.trimEnd())
  while (lines.length > 1 && lines.at(-1) === '') lines.pop()
  const blocks = (content.content ?? []).map((block) => ({ block, lines: plainText(block).split('\n') }))
  const kept = keptBlocks(
    blocks.map((block) => block.lines),
    lines,
  )
  const made: ProseNode[] = []
  let at = 0
  for (const { block, line } of kept) {
    made.push(...lines.slice(at, line).map(paragraph))
    const held = blocks[block]
    if (!held) continue
    made.push(held.block)
    at = line + held.lines.length
  }
  made.push(...lines.slice(at).map(paragraph))
  return { type: 'doc', content: made.length > 0 ? made : [paragraph('')] }
}

/** Which blocks are found whole in the new lines, and at which line each. */
function keptBlocks(
  blocks: readonly (readonly string[])[],
  lines: readonly string[],
): readonly { readonly block: number; readonly line: number }[] {
  const width = lines.length + 1
  // best[block * width + line]: the most blocks that can stay from there on.
  const best = new Uint32Array((blocks.length + 1) * width)
  const stays = (block: number, line: number) => {
    const own = blocks[block] ?? []
    return (
      line + own.length <= lines.length &&
      own.every((words, index) => words.trimEnd() === lines[line + index])
    )
  }
  const at = (block: number, line: number) => best[block * width + line] ?? 0
  for (let block = blocks.length - 1; block >= 0; block--)
    for (let line = lines.length - 1; line >= 0; line--) {
      const without = Math.max(at(block + 1, line), at(block, line + 1))
      const length = blocks[block]?.length ?? 0
      best[block * width + line] = stays(block, line)
        ? Math.max(without, 1 + at(block + 1, line + length))
        : without
    }
  const kept: { block: number; line: number }[] = []
  for (let block = 0, line = 0; block < blocks.length && line < lines.length; ) {
    const length = blocks[block]?.length ?? 0
    if (stays(block, line) && at(block, line) === 1 + at(block + 1, line + length)) {
      kept.push({ block, line })
      block += 1
      line += length
    } else if (at(block, line) === at(block + 1, line)) block += 1
    else line += 1
  }
  return kept
}

function paragraph(words: string): ProseNode {
  return words === ''
    ? { type: 'paragraph' }
    : { type: 'paragraph', content: [{ type: 'text', text: words }] }
}
