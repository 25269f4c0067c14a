import { LoadedText } from './loaded-text.ts'

/**
 * SHA-256 of the canonical JSON of the text that these updates make, as a seal names it.
 * @throws Error when they make none
 */
export function hashOfText(updates: readonly Uint8Array[]): string {
  const numbered = updates.map((update, index) => ({ seq: index + 1, update }))
  return new LoadedText({ snapshot: null, updates: numbered, clients: [] }).digest().sha256
}
