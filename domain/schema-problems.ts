/** One thing wrong with a file that somebody wrote: where, and in Vietnamese what is wrong and what is expected. */
export interface Problem {
  /** `contributions[3].topics[0]`; `tệp` for the file as a whole. */
  readonly path: string
  /** One line. */
  readonly message: string
}

/** The part of JSON Schema that the format of files is written in. */
interface Schema {
  readonly type?: string
  /** Vietnamese, what is expected: shown where the pattern does not hold. */
  readonly description?: string
  readonly anyOf?: readonly Schema[]
  readonly const?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly pattern?: string
}

/**
 * Every place where a value does not keep to a schema made of objects without extras, arrays, strings, numbers,
 * true or false, null, literals and unions of these. Total: any value gives an answer.
 */
export function schemaProblems(schema: object, value: unknown, path = ''): readonly Problem[] {
  const rules = schema as Schema
  const fail = (message: string): readonly Problem[] => [{ path: path || 'tệp', message }]
  if (rules.anyOf) return unionProblems(rules.anyOf, value, path)
  switch (rules.type) {
    case 'object':
      return isRecord(value)
        ? objectProblems(rules, value, path)
        : fail(`phải là một đối tượng {…}, không phải ${kindOf(value)}`)
    case 'array':
      return Array.isArray(value)
        ? arrayProblems(rules, value, path)
        : fail(`phải là một danh sách […], không phải ${kindOf(value)}`)
    case 'string': {
      if (typeof value !== 'string') return fail(`phải là chuỗi ký tự, không phải ${kindOf(value)}`)
      const wrong = wrongWith(value, rules)
      return wrong === undefined ? [] : fail(wrong)
    }
    case 'number':
    case 'integer': {
      const whole = rules.type === 'integer'
      const range = `số ${whole ? 'nguyên ' : ''}từ ${rules.minimum} đến ${rules.maximum}`
      if (typeof value !== 'number') return fail(`phải là ${range}, không phải ${kindOf(value)}`)
      const fits =
        (whole ? Number.isInteger(value) : Number.isFinite(value)) &&
        value >= (rules.minimum ?? value) &&
        value <= (rules.maximum ?? value)
      return fits ? [] : fail(`phải là ${range}, không phải ${value}`)
    }
    case 'boolean':
      return typeof value === 'boolean' ? [] : fail(`phải là true hoặc false, không phải ${kindOf(value)}`)
    case 'null':
      return value === null ? [] : fail(`phải là null, không phải ${kindOf(value)}`)
    default:
      throw new TypeError(`no rule for a schema of type ${rules.type}`)
  }
}

function unionProblems(choices: readonly Schema[], value: unknown, path: string): readonly Problem[] {
  const literals = choices.flatMap((choice) => (choice.const === undefined ? [] : [choice.const]))
  if (literals.length === choices.length) {
    if (literals.some((literal) => literal === value)) return []
    const found = typeof value === 'string' ? quoted(value) : kindOf(value)
    return [{ path, message: `${found} không hợp lệ; cần một trong: ${literals.join(', ')}` }]
  }
  if (value === null && choices.some((choice) => choice.type === 'null')) return []
  const rest = choices.find((choice) => choice.type !== 'null')
  return rest ? schemaProblems(rest, value, path) : []
}

function objectProblems(rules: Schema, value: Readonly<Record<string, unknown>>, path: string) {
  const properties = rules.properties ?? {}
  const missing = (rules.required ?? [])
    .filter((key) => !Object.hasOwn(value, key))
    .map((key) => ({ path: under(path, key), message: 'thiếu; đây là trường bắt buộc' }))
  const known = Object.keys(properties).join(', ')
  const found = Object.keys(value).flatMap((key) => {
    const property = Object.hasOwn(properties, key) ? properties[key] : undefined
    if (property) return schemaProblems(property, value[key], under(path, key))
    return [{ path: under(path, key), message: `không có trong định dạng; các trường được dùng: ${known}` }]
  })
  return [...missing, ...found]
}

function arrayProblems(rules: Schema, value: readonly unknown[], path: string) {
  const { items, minItems = 0, maxItems = Number.MAX_SAFE_INTEGER } = rules
  if (value.length < minItems)
    return [{ path, message: `cần ít nhất ${minItems} mục, chỉ có ${value.length}` }]
  // A list that is too long is one problem, not thousands.
  if (value.length > maxItems)
    return [{ path, message: `nhiều nhất ${maxItems} mục, nhưng có tới ${value.length}` }]
  const seen = new Map<unknown, number>()
  return value.flatMap((item, index) => {
    const first = seen.get(item)
    if (rules.uniqueItems && first !== undefined)
      return [{ path: at(path, index), message: `trùng với ${at(path, first)}` }]
    seen.set(item, index)
    return items ? schemaProblems(items, item, at(path, index)) : []
  })
}

function wrongWith(text: string, { maxLength, pattern, description }: Schema): string | undefined {
  if (maxLength !== undefined && text.length > maxLength)
    return `dài ${text.length} ký tự, nhiều nhất là ${maxLength}`
  if (pattern === undefined || new RegExp(pattern, 'u').test(text)) return undefined
  if (text.trim() === '') return 'để trống; cần có chữ'
  const unreadable = text.search(/[^\P{Cc}\t\n\r]|\p{Cs}/u)
  if (unreadable >= 0)
    return `có ký tự không đọc được (${codePoint(text, unreadable)}, vị trí ${unreadable + 1}); hãy bỏ đi`
  const lineEnd = text.search(/[\t\n\r\u2028\u2029]/u)
  if (description === undefined && lineEnd >= 0)
    return `phải nằm trên một dòng, nhưng có ${codePoint(text, lineEnd)} ở vị trí ${lineEnd + 1}`
  if (description === undefined) return 'chỉ có ký tự ẩn; cần có chữ'
  return `${quoted(text)} không đúng dạng; cần ${description}`
}

function codePoint(text: string, index: number): string {
  return `U+${(text.codePointAt(index) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}

/** A field of an object; names that are not plain words are shown as JSON. */
export function under(path: string, key: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(key)) return `${path}[${quoted(key)}]`
  return path === '' ? key : `${path}.${key}`
}

export function at(path: string, index: number): string {
  return `${path}[${index}]`
}

/** Somebody's text inside a message: on one line, with its odd characters visible, not longer than a line. */
export function quoted(text: string): string {
  const short = [...text.slice(0, 120)].slice(0, 60).join('')
  const escaped = JSON.stringify(short).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return short.length < text.length ? `${escaped.slice(0, -1)}…"` : escaped
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'một danh sách'
  switch (typeof value) {
    case 'string':
      return `chuỗi ${quoted(value)}`
    case 'number':
      return `số ${value}`
    case 'boolean':
      return `${value}`
    case 'object':
      return 'một đối tượng'
    default:
      return 'một giá trị ngoài JSON'
  }
}
