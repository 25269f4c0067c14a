import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, posix } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

/** What is installed, built or measured, not written: as in `.gitignore`. */
const notOurs = new Set(['.git', 'node_modules', 'dist', 'artifacts', 'data'])

/** Every file that people wrote, by its path from the root, with `/`. */
export const files: readonly string[] = list('')

function list(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (notOurs.has(entry.name) || entry.name.endsWith('.log')) return []
    const path = posix.join(folder, entry.name)
    if (entry.isDirectory()) return list(path)
    return entry.isFile() ? [path] : []
  })
}

export const codeFiles: readonly string[] = files.filter((file) =>
  ['.ts', '.tsx', '.mts', '.mjs', '.js', '.jsx'].includes(extname(file)),
)

export function read(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

/** The folders that a file lies in: `server/log/store.ts` → `['server', 'log']`. */
export function foldersOf(file: string): readonly string[] {
  return file.split('/').slice(0, -1)
}

/**
 * What a module asks for: imports, re-exports, dynamic imports and files named relative to the module, type
 * imports included. Found by their form: static ones begin a line, as the formatter leaves them.
 */
export function importsIn(source: string): readonly string[] {
  const text = source.replaceAll(/\/\*[\s\S]*?\*\//g, ' ').replaceAll(/(^|\s)\/\/.*$/gm, ' ')
  const forms = [
    /^(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gm,
    /^import\s*['"]([^'"]+)['"]/gm,
    /\bimport\s*\(\s*['"`]([^'"`]+)['"`]/g,
    /\bimport\.meta\.resolve\(\s*['"]([^'"]+)['"]/g,
    /\bnew URL\(\s*['"]([^'"]+)['"]\s*,\s*import\.meta\.url/g,
    /\brequire\(\s*['"]([^'"]+)['"]/g,
  ]
  return forms.flatMap((form) => [...text.matchAll(form)].map((found) => found[1] ?? ''))
}

/** A relative import as a path from the root; anything else as it is. */
export function targetOf(file: string, specifier: string): string {
  return specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : specifier
}
