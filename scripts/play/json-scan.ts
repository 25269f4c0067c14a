/** Where a text ceases to be JSON, and what was expected there, in Vietnamese. */
export interface JsonFault {
  readonly offset: number
  readonly message: string
}

export interface RepeatedName {
  readonly path: string
  /** Of the second one. */
  readonly offset: number
}

type Level =
  | { readonly kind: 'object'; readonly path: string; readonly names: Set<string>; name: string }
  | { readonly kind: 'array'; readonly path: string; index: number }

type Expected = 'value' | 'value or ]' | 'name' | 'name or }' | ', or end' | 'nothing'

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORD = /true|false|null/y
const STRING_STOP = /["\\\p{Cc}]/gu
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

const wanted: Readonly<Record<Expected, string>> = {
  value: 'cần một giá trị',
  'value or ]': 'cần một giá trị hoặc dấu ]',
  name: 'cần tên trường trong dấu "',
  'name or }': 'cần tên trường trong dấu " hoặc dấu }',
  ', or end': 'cần dấu phẩy hoặc dấu đóng',
  nothing: 'thừa chữ sau khi nội dung đã hết',
}

/** Reads JSON (RFC 8259) for its form alone. Depth costs no stack. */
export class JsonScan {
  readonly #text: string
  readonly #levels: Level[] = []
  readonly #repeated: RepeatedName[] = []
  #at = 0
  #expected: Expected = 'value'

  constructor(text: string) {
    this.#text = text
  }

  run(): { readonly fault: JsonFault | null; readonly repeated: readonly RepeatedName[] } {
    for (;;) {
      this.#skipSpace()
      if (this.#at >= this.#text.length) {
        const message =
          this.#expected === 'nothing' ? null : `tệp kết thúc giữa chừng; ${wanted[this.#expected]}`
        return { fault: message === null ? null : { offset: this.#at, message }, repeated: this.#repeated }
      }
      const message = this.#step()
      if (message !== null) return { fault: { offset: this.#at, message }, repeated: this.#repeated }
    }
  }

  /** Takes one token; answers with what is wrong at the present place. */
  #step(): string | null {
    const character = this.#text[this.#at] ?? ''
    switch (this.#expected) {
      case 'nothing':
        return this.#unexpected()
      case ', or end':
        return this.#separator(character)
      case 'name':
      case 'name or }':
        if (character === '}' && this.#expected === 'name or }') return this.#close()
        return character === '"' ? this.#name() : this.#unexpected()
      case 'value':
      case 'value or ]':
        if (character === ']' && this.#expected === 'value or ]') return this.#close()
        return this.#value(character)
    }
  }

  #separator(character: string): string | null {
    const level = this.#levels.at(-1)
    if (character === (level?.kind === 'object' ? '}' : ']')) return this.#close()
    if (character !== ',') return this.#unexpected()
    this.#at += 1
    if (level?.kind === 'array') level.index += 1
    this.#expected = level?.kind === 'object' ? 'name' : 'value'
    return null
  }

  #name(): string | null {
    const start = this.#at
    const fault = this.#string()
    if (fault !== null) return fault
    const name = JSON.parse(this.#text.slice(start, this.#at)) as string
    const level = this.#levels.at(-1)
    if (level?.kind === 'object') {
      level.name = name
      if (level.names.has(name)) this.#repeated.push({ path: this.#path(), offset: start })
      level.names.add(name)
    }
    this.#skipSpace()
    if (this.#text[this.#at] !== ':') return `cần dấu hai chấm sau tên trường "${name.slice(0, 40)}"`
    this.#at += 1
    this.#expected = 'value'
    return null
  }

  #value(character: string): string | null {
    if (character === '{' || character === '[') {
      const path = this.#path()
      this.#at += 1
      this.#levels.push(
        character === '{'
          ? { kind: 'object', path, names: new Set(), name: '' }
          : { kind: 'array', path, index: 0 },
      )
      this.#expected = character === '{' ? 'name or }' : 'value or ]'
      return null
    }
    if (character === '"') {
      const fault = this.#string()
      if (fault !== null) return fault
    } else if (!this.#takes(NUMBER) && !this.#takes(WORD)) return this.#unexpected()
    this.#ended()
    return null
  }

  /** Moves past a string; answers with what is wrong where it stops. */
  #string(): string | null {
    this.#at += 1
    for (;;) {
      STRING_STOP.lastIndex = this.#at
      const stop = STRING_STOP.exec(this.#text)
      if (!stop) {
        this.#at = this.#text.length
        return 'chuỗi ký tự thiếu dấu " đóng'
      }
      this.#at = stop.index
      const [found] = stop
      if (found === '\\') {
        if (!this.#takes(ESCAPE)) return 'dấu \\ trong chuỗi phải đi với " \\ / b f n r t hoặc uXXXX'
      } else if (found === '"') {
        this.#at += 1
        return null
      } else if (found < ' ') return 'chuỗi ký tự không được xuống dòng; viết \\n thay cho dấu xuống dòng'
      else this.#at += 1
    }
  }

  #close(): null {
    this.#at += 1
    this.#levels.pop()
    this.#ended()
    return null
  }

  #ended(): void {
    this.#expected = this.#levels.length > 0 ? ', or end' : 'nothing'
  }

  #path(): string {
    const level = this.#levels.at(-1)
    if (!level) return ''
    if (level.kind === 'array') return `${level.path}[${level.index}]`
    return level.path === '' ? level.name : `${level.path}.${level.name}`
  }

  #unexpected(): string {
    const found = String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0)
    const closing = this.#levels.at(-1)?.kind === 'object' ? '}' : ']'
    const what = this.#expected === ', or end' ? `cần dấu phẩy hoặc dấu ${closing}` : wanted[this.#expected]
    return `${what}, không phải “${found}”`
  }

  #takes(form: RegExp): boolean {
    form.lastIndex = this.#at
    const found = form.exec(this.#text)
    if (!found) return false
    this.#at += found[0].length
    return true
  }

  #skipSpace(): void {
    while (/[ \t\n\r]/.test(this.#text[this.#at] ?? '')) this.#at += 1
  }
}
