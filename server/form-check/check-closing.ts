import { signatureTitle } from '../../templates/profiles/index.ts'
import type { Findings } from './finding.ts'
import { checkLetters } from './letters.ts'
import type { DocumentContent } from './page-content.ts'
import { requiredParts } from './parts.ts'
import { beginsWith, same, shortened } from './words.ts'
import { MM, type Placed, type Zones } from './zones.ts'

/** The organiser's seal is not on every document, the others always sign. */
const OPTIONAL = new Set(['organ'])

const WITH_RULE = { found: 'không gạch chân', expected: 'gạch chân' }
const WITHOUT_RULE = { found: 'gạch chân', expected: 'không gạch chân' }

/** The parts that must be there, in their order; signatures; recipients. */
export function checkClosing(zones: Zones, found: Findings): void {
  checkParts(zones, found)
  checkSignatures(zones, found)
  checkRecipients(zones, found)
}

function checkParts({ kind, profile, text }: Zones, found: Findings): void {
  let before: { name: string; at: number } | undefined
  for (const { name, begins } of requiredParts(kind, profile)) {
    const at = text.findIndex(({ line }) => begins.some((words) => beginsWith(line.text, words)))
    if (at < 0) {
      found.add('part/missing', undefined, { what: name })
      continue
    }
    if (before && at < before.at)
      found.add('part/order', text[at]?.page, { what: name, expected: before.name })
    before = { name, at }
  }
}

function checkSignatures({ kind, profile, form, document, draft, closing }: Zones, found: Findings): void {
  const block = signatureTitle(profile, kind)
  let before: { title: string; placed: Placed } | undefined
  for (const [role, title] of Object.entries(form.signatures)) {
    const placed = closing.find(({ line }) => same(line.text, title))
    if (!placed) {
      if (!OPTIONAL.has(role)) found.add('signature/missing', undefined, { expected: title })
      continue
    }
    const { page, line } = placed
    checkLetters(found, 'signature', [line], block, page)
    const isBeside = before?.placed.page === page && !OPTIONAL.has(role)
    if (before && isBeside && line.x0 < before.placed.line.x1)
      found.add('signature/order', page, { what: title, expected: before.title })
    before = { title, placed }

    const middle = (line.x0 + line.x1) / 2
    const field = document.fields.find(
      (each) => each.page === page && each.x0 < middle && each.x1 > middle && each.y0 > line.baseline - 2,
    )
    if (!field && !draft && document.fields.length > 0) found.add('signature/no-field', page, { what: title })
    const signer = closing.find(
      (each) =>
        each.page === page &&
        Math.abs((each.line.x0 + each.line.x1) / 2 - middle) < 2 * MM &&
        each.line.baseline > line.baseline + profile.signature.heightMm * MM * 0.8,
    )
    if (signer) checkLetters(found, 'signer', [signer.line], profile.signature.name, page)
  }
}

function checkRecipients({ document, kind, profile, form, closing }: Zones, found: Findings): void {
  const { heading, headingText, items, archive, separator, end } = profile.recipients
  const at = closing.findLastIndex(({ line }) => same(line.text, heading))
  if (!form.recipients) {
    if (at >= 0) found.add('recipients/unwanted')
    return
  }
  const head = closing[at]
  if (!head) {
    found.add('recipients/missing', undefined, { expected: heading })
    return
  }
  checkLetters(found, 'recipients', [head.line], headingText, head.page)
  if (isUnderlined(document, head) !== (headingText.underline ?? false))
    found.add('recipients/style', head.page, headingText.underline ? WITH_RULE : WITHOUT_RULE)
  const signed = closing.findIndex(({ line }) =>
    Object.values(form.signatures).some((title) => same(line.text, title)),
  )
  if (kind === 'minutes' && signed > at)
    found.add('part/order', head.page, { what: heading, expected: closing[signed]?.line.text ?? '' })
  const listed: { page: number; words: string }[] = []
  for (const { page, line } of closing.slice(at + 1)) {
    if (line.x0 > head.line.x0 + 4 * MM) continue
    checkLetters(found, 'recipient', [line], items, page)
    const last = listed.at(-1)
    if (line.text.startsWith('- ') || !last) listed.push({ page, words: line.text })
    else last.words += ` ${line.text}`
  }
  for (const [index, { page, words }] of listed.entries()) {
    const expected = index === listed.length - 1 ? end : separator
    if (!words.endsWith(expected)) found.add('recipients/mark', page, { found: shortened(words), expected })
  }
  for (const line of archive)
    if (!listed.some(({ words }) => words.includes(line)))
      found.add('recipients/archive', undefined, { expected: line })
}

/** Whether rules stand right below a line, together about as long as it. */
function isUnderlined({ pages }: DocumentContent, { page, line }: Placed): boolean {
  const rules = (pages[page - 1]?.rules ?? []).filter(
    ({ x0, x1, y }) =>
      y > line.baseline && y < line.baseline + 4 && x0 > line.x0 - MM && x1 < line.x1 + 2 * MM,
  )
  const length = rules.reduce((sum, { x0, x1 }) => sum + x1 - x0, 0)
  return length > 0.8 * (line.x1 - line.x0)
}
