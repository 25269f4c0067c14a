import { docxMarks } from './docx-marks.ts'

/** How one level of a list is counted (ISO/IEC 29500-1, 17.9.6). */
export interface NumberingLevel {
  readonly start: number
  readonly format: string
  /** `Điều %1.`: the counts of the levels, by their place from 1. */
  readonly text: string
  /** The levels above it all write digits in its number. */
  readonly isLegal: boolean
  /** It begins anew after a paragraph of any level before this one, from 0; 0 is never. */
  readonly restartsAfter: number
  /** What stands between the number and the words. */
  readonly after: 'tab' | 'space' | 'nothing'
  /** The paragraph style that takes this level. */
  readonly style: string | null
}

/** A list: the definition that it counts by, shared with others, and what it has of its own. */
export interface NumberingList {
  readonly definition: string
  readonly levels: ReadonlyMap<number, NumberingLevel>
  /** Where this list begins anew. */
  readonly starts: ReadonlyMap<number, number>
}

/** Lists by their ids, and the definitions that stand for a numbering style, by the definition's id. */
export interface Numbering {
  readonly lists: ReadonlyMap<string, NumberingList>
}

interface Draft {
  start: number
  format: string
  text: string
  isLegal: boolean
  restartsAfter: number
  after: NumberingLevel['after']
  style: string | null
}

interface Definition {
  readonly levels: Map<number, Draft>
  /** It has no levels of its own: they are those of the definition that carries this style. */
  linked: string | null
  carries: string | null
}

interface Override {
  start: number | null
  level: Draft | null
}

const MOST_LEVELS = 9

/** Reads the lists of `word/numbering.xml` (ISO/IEC 29500-1, 17.9). */
export function readNumbering(xml: string): Numbering {
  const definitions = new Map<string, Definition>()
  const lists = new Map<string, { definition: string; overrides: Map<number, Override> }>()
  let definition: Definition | null = null
  let list: { definition: string; overrides: Map<number, Override> } | null = null
  let override: Override | null = null
  let level: Draft | null = null
  for (const mark of docxMarks(xml)) {
    if (mark.kind === 'text') continue
    if (mark.kind === 'end') {
      if (mark.name === 'lvl') level = null
      else if (mark.name === 'lvlOverride') override = null
      else if (mark.name === 'abstractNum') definition = null
      else if (mark.name === 'num') list = null
      continue
    }
    const { name, attributes } = mark
    const value = attributes('val') ?? ''
    switch (name) {
      case 'abstractNum':
        definition = { levels: new Map(), linked: null, carries: null }
        definitions.set(attributes('abstractNumId') ?? '', definition)
        break
      case 'numStyleLink':
        if (definition) definition.linked = value
        break
      case 'styleLink':
        if (definition) definition.carries = value
        break
      case 'num':
        list = { definition: '', overrides: new Map() }
        lists.set(attributes('numId') ?? '', list)
        break
      case 'abstractNumId':
        if (list) list.definition = value
        break
      case 'lvlOverride': {
        const at = levelIn(attributes('ilvl'))
        override = { start: null, level: null }
        if (at !== null) list?.overrides.set(at, override)
        break
      }
      case 'startOverride':
        if (override) override.start = countIn(value)
        break
      case 'lvl': {
        const at = levelIn(attributes('ilvl'))
        level = plainLevel(at ?? 0)
        if (override) override.level = level
        else if (at !== null) definition?.levels.set(at, level)
        break
      }
      default:
        if (level) describe(level, name, value)
    }
  }
  const resolved = (id: string): Definition | undefined => {
    const held = definitions.get(id)
    if (!held?.linked) return held
    return [...definitions.values()].find((other) => other.carries === held.linked) ?? held
  }
  return {
    lists: new Map(
      [...lists].map(([id, { definition: of, overrides }]) => {
        const levels = new Map<number, NumberingLevel>(resolved(of)?.levels)
        const starts = new Map<number, number>()
        for (const [at, own] of overrides) {
          if (own.level) levels.set(at, own.level)
          if (own.start !== null) starts.set(at, own.start)
        }
        return [id, { definition: of, levels, starts }]
      }),
    ),
  }
}

function plainLevel(at: number): Draft {
  return {
    start: 0,
    format: 'decimal',
    text: '',
    isLegal: false,
    restartsAfter: at,
    after: 'tab',
    style: null,
  }
}

function describe(level: Draft, name: string, value: string): void {
  switch (name) {
    case 'start':
      level.start = countIn(value)
      break
    case 'numFmt':
      level.format = value
      break
    case 'lvlText':
      level.text = value
      break
    case 'lvlRestart':
      level.restartsAfter = Math.min(level.restartsAfter, countIn(value))
      break
    case 'isLgl':
      level.isLegal = value !== '0' && value !== 'false'
      break
    case 'suff':
      level.after = value === 'space' || value === 'nothing' ? value : 'tab'
      break
    case 'pStyle':
      level.style = value
      break
  }
}

function levelIn(value: string | undefined): number | null {
  const level = Number(value)
  return Number.isInteger(level) && level >= 0 && level < MOST_LEVELS ? level : null
}

function countIn(value: string): number {
  const count = Number(value)
  return Number.isInteger(count) && Math.abs(count) < 1_000_000 ? count : 0
}
