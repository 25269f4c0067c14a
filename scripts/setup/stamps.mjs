import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './run.mjs'

// Inside node_modules: whoever removes that, removes what the stamps speak of.
const directory = join(root, 'node_modules', '.diem-cau')

/** @returns {boolean} whether the step was last done with exactly these inputs */
export function stampMatches(step, value) {
  try {
    return readFileSync(join(directory, step), 'utf8') === value
  } catch {
    return false
  }
}

export function writeStamp(step, value) {
  mkdirSync(directory, { recursive: true })
  writeFileSync(join(directory, step), value)
}

/** One hash over files and folders (relative to the root), their names included; what is missing counts as empty. */
export function hashOf(paths, ...more) {
  const hash = createHash('sha256').update(JSON.stringify(more))
  for (const path of paths) addTo(hash, path)
  return hash.digest('hex')
}

function addTo(hash, path) {
  const absolute = join(root, path)
  const stat = statSync(absolute, { throwIfNoEntry: false })
  hash.update(`\0${path}\0`)
  if (!stat) return
  if (!stat.isDirectory()) hash.update(readFileSync(absolute))
  else for (const name of readdirSync(absolute).sort()) addTo(hash, `${path}/${name}`)
}
