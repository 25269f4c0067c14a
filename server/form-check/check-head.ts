import type { Findings } from './finding.ts'
import { checkLetters } from './letters.ts'
import type { Line, Rule } from './page-content.ts'
import { figure, joined, same, shortened } from './words.ts'
import { MM, OFF, type Zones } from './zones.ts'

const MOST_HEADING_LINES = 3
/** A rule belongs to the line that it stands below by less than this, in points. */
const UNDER = 16
const DAY = /^(.+), ngày (\d{1,2}|[\s.…]*) tháng (\d{1,2}|[\s.…]*) năm (\d{4}|[\s.…]*)$/u
const NUMBER = /^số[\s:]/i

/** The head of the first page: heading, bodies, number, place and date, type, subject. */
export function checkHead(zones: Zones, found: Findings): void {
  const middle = (zones.block.left + zones.block.right) / 2
  const right = zones.head.filter((line) => (line.x0 + line.x1) / 2 > middle)
  const left = zones.head.filter((line) => (line.x0 + line.x1) / 2 <= middle)
  checkHeading(zones, right, found)
  checkBodies(zones, left, found)
  checkNumber(zones, left, found)
  checkPlaceAndDate(zones, right, found)
  checkType(zones, found)
  checkSubject(zones, found)
}

function checkHeading(zones: Zones, lines: readonly Line[], found: Findings): void {
  const { right: expected, rightRule } = zones.profile.heading
  let last: Line | undefined
  for (const { text, ...rule } of expected) {
    const own = linesThatSay(lines, text)
    if (!own) {
      found.add('heading/missing', 1, { expected: text })
      continue
    }
    if (joined(own) !== text) found.add('heading/case', 1, { found: joined(own), expected: text })
    checkLetters(found, 'heading', own, rule, 1)
    last = own.at(-1)
  }
  if (last) checkRule(zones, last, rightRule, 'heading/rule', found)
}

/** The bodies stand over the number: those above in upright letters, the issuing one in its own. */
function checkBodies(zones: Zones, lines: readonly Line[], found: Findings): void {
  const { superior, body, underBody, draft } = zones.profile.heading
  const end = lines.findIndex(({ text }) => text === '*' || NUMBER.test(text) || same(text, draft.text))
  const names = end < 0 ? lines : lines.slice(0, end)
  const own = names.filter(({ stretches }) => stretches[0]?.bold === (body.bold ?? false))
  const over = names.filter((line) => !own.includes(line))
  const last = own.at(-1)
  if (!last) {
    found.add('body/missing', 1)
    if (over.length > 0) checkLetters(found, 'body', over.slice(-1), body, 1)
    return
  }
  for (const { text } of names)
    if (text !== text.toLocaleUpperCase('vi')) found.add('body/case', 1, { found: shortened(text) })
  checkLetters(found, 'superior', over, superior, 1)
  checkLetters(found, 'body', own, body, 1)
  if (underBody.kind === 'rule') checkRule(zones, last, underBody.length, 'body/rule', found)
  else if (!lines.some(({ text }) => text === '*')) found.add('body/asterisk', 1)
}

function checkNumber({ profile, form, draft }: Zones, lines: readonly Line[], found: Findings): void {
  const line = lines.find(({ text }) => NUMBER.test(text))
  const { number } = form
  if (number === null) {
    if (line) found.add('number/unwanted', 1, { found: line.text })
    return
  }
  const expected = number.replace('{n}', '01').replace('{symbol}', '…')
  if (!line) {
    if (!draft) found.add('number/missing', 1, { expected })
    return
  }
  // A draft has dots where the ordinal will stand.
  if (!(draft && line.text.includes('…')) && !hasForm(line.text, number, profile.numberDigits))
    found.add('number/form', 1, { found: shortened(line.text), expected })
  checkLetters(found, 'number', [line], profile.heading.number, 1)
}

/** Small ordinals have leading zeros up to the digits that the profile asks for, larger ones none. */
function hasForm(text: string, pattern: string, digits: number): boolean {
  const [before = '', after = ''] = pattern.split('{n}')
  if (!text.startsWith(before)) return false
  const ordinal = /^\d+/.exec(text.slice(before.length))?.[0] ?? ''
  if (ordinal.length < digits || (ordinal.length > digits && ordinal.startsWith('0'))) return false
  const rest = text.slice(before.length + ordinal.length)
  const [link = '', end = ''] = after.split('{symbol}')
  if (!after.includes('{symbol}')) return rest === after
  return rest.startsWith(link) && rest.endsWith(end) && /^\S+$/.test(rest.slice(link.length))
}

function checkPlaceAndDate({ profile, form }: Zones, lines: readonly Line[], found: Findings): void {
  const own = placeAndDate(lines)
  const words = joined(own)
  if (!form.placeAndDate) {
    if (own.length > 0) found.add('place-date/unwanted', 1, { found: shortened(words) })
    return
  }
  if (own.length === 0) {
    found.add('place-date/missing', 1)
    return
  }
  const [, , day = '', month = ''] = DAY.exec(words) ?? []
  const wrong = !DAY.test(words) || /^\d$/.test(day) || /^[12]$/.test(month)
  if (wrong) found.add('place-date/form', 1, { found: shortened(words) })
  checkLetters(found, 'place-date', own, profile.heading.placeAndDate, 1)
}

/** The line of place and date; a long place takes two. */
function placeAndDate(lines: readonly Line[]): readonly Line[] {
  for (const count of [1, 2])
    for (let from = 0; from + count <= lines.length; from++) {
      const some = lines.slice(from, from + count)
      if (/, ngày .*tháng /u.test(joined(some))) return some
    }
  return []
}

function checkType({ type, form, profile, block }: Zones, found: Findings): void {
  if (type.length === 0) {
    found.add('type/missing', 1, { expected: form.type })
    return
  }
  if (joined(type) !== form.type) found.add('type/case', 1, { found: joined(type), expected: form.type })
  checkLetters(found, 'type', type, profile.title, 1)
  for (const { x0, x1 } of type)
    if (Math.abs((x0 + x1) / 2 - (block.left + block.right) / 2) > 2 * OFF) found.add('type/place', 1)
}

function checkSubject(zones: Zones, found: Findings): void {
  const { subject, type, profile } = zones
  if (type.length === 0) return
  const last = subject.at(-1)
  if (!last) {
    found.add('subject/missing', 1)
    return
  }
  checkLetters(found, 'subject', subject, profile.subject, 1)
  if (profile.subject.rule !== null) checkRule(zones, last, profile.subject.rule, 'subject/rule', found)
  else if (ruleUnder(zones, last)) found.add('subject/rule-unwanted', 1)
}

function checkRule(
  zones: Zones,
  line: Line,
  share: number,
  code: 'heading/rule' | 'body/rule' | 'subject/rule',
  found: Findings,
): void {
  const expected = (line.x1 - line.x0) * share
  const rule = ruleUnder(zones, line)
  const length = rule ? rule.x1 - rule.x0 : 0
  if (Math.abs(length - expected) > 2 * OFF)
    found.add(code, 1, { found: `${figure(length / MM)} mm`, expected: figure(expected / MM) })
}

/** The nearest rule below a line, in its middle. */
function ruleUnder({ document }: Zones, { x0, x1, baseline }: Line): Rule | undefined {
  return document.pages[0]?.rules
    .filter(({ y }) => y > baseline && y < baseline + UNDER)
    .filter((rule) => Math.abs((rule.x0 + rule.x1) / 2 - (x0 + x1) / 2) < 2 * OFF)
    .toSorted((a, b) => a.y - b.y)[0]
}

function linesThatSay(lines: readonly Line[], text: string): readonly Line[] | undefined {
  for (let from = 0; from < lines.length; from++)
    for (let count = 1; count <= MOST_HEADING_LINES; count++) {
      const some = lines.slice(from, from + count)
      if (same(joined(some), text)) return some
    }
  return undefined
}
