import type { Problem } from '../../domain/schema-problems.ts'
import { JsonScan } from './json-scan.ts'

/**
 * JSON text as a value, and what is wrong with it: where it ceases to be JSON (RFC 8259), and names that stand
 * twice in one object, of which `JSON.parse` would keep only the last.
 */
export function readJson(text: string): { readonly value: unknown; readonly problems: readonly Problem[] } {
  const { fault, repeated } = new JsonScan(text).run()
  const problems: Problem[] = repeated.map(({ path, offset }) => ({
    path,
    message: `viết hai lần (lần sau ở ${placeOf(text, offset)}); mỗi trường chỉ viết một lần`,
  }))
  if (fault) problems.push({ path: 'tệp', message: `${placeOf(text, fault.offset)}: ${fault.message}` })
  return { value: problems.length > 0 ? undefined : (JSON.parse(text) as unknown), problems }
}

/** Lines and columns count from 1, columns in characters. */
function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  const column = [...before.slice(before.lastIndexOf('\n') + 1)].length + 1
  return `dòng ${line}, cột ${column}`
}
