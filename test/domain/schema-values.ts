import fc from 'fast-check'

interface Schema {
  readonly type?: string
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly minimum?: number
  readonly maximum?: number
  readonly maxLength?: number
  readonly pattern?: string
}

/**
 * Values that fit a schema of objects, lists, texts, numbers, switches, literals and unions; where a text fits,
 * one of `words` as often as not.
 */
export function valuesOf(schema: object, words: readonly string[]): fc.Arbitrary<unknown> {
  const rules = schema as Schema
  if ('const' in rules) return fc.constant(rules.const)
  if (rules.anyOf) return fc.oneof(...rules.anyOf.map((choice) => valuesOf(choice, words)))
  switch (rules.type) {
    case 'object': {
      const fields = Object.entries(rules.properties ?? {}).map(
        ([key, property]) => [key, valuesOf(property, words)] as const,
      )
      const model: Record<string, fc.Arbitrary<unknown>> = Object.fromEntries(fields)
      return fc.record(model, { requiredKeys: [...(rules.required ?? [])] })
    }
    case 'array': {
      const items = valuesOf(rules.items ?? {}, words)
      const bounds = { minLength: rules.minItems ?? 0, maxLength: Math.min(rules.maxItems ?? 5, 5) }
      return rules.uniqueItems ? fc.uniqueArray(items, bounds) : fc.array(items, bounds)
    }
    case 'integer': {
      const [min, max] = [rules.minimum ?? 0, rules.maximum ?? Number.MAX_SAFE_INTEGER]
      return fc.oneof(fc.integer({ min, max: Math.min(max, min + 120) }), fc.integer({ min, max }))
    }
    case 'number': {
      const [min, max] = [rules.minimum ?? -1e9, rules.maximum ?? 1e9]
      return fc.double({ min, max, noNaN: true })
    }
    case 'string': {
      const fits = new RegExp(rules.pattern ?? '', 'u')
      const known = words.filter((word) => fits.test(word))
      // Hardly a random text is a day or a digest; classes of letters, on the other hand, are not made from a pattern.
      const isMade = rules.pattern && !rules.pattern.includes('\\p{')
      const random = isMade
        ? fc.stringMatching(fits).filter((text) => text.length <= (rules.maxLength ?? text.length))
        : fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
      const any = random.filter((text) => fits.test(text))
      return known.length > 0 ? fc.oneof(fc.constantFrom(...known), any) : any
    }
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      throw new TypeError(`no values for a schema of type ${rules.type}`)
  }
}
