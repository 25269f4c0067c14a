import { zipSync } from 'fflate'

/** The first day that a ZIP archive can name. */
const NO_DAY = new Date(1980, 0, 1)

/** A ZIP archive of these files in their order, without dates: the same files give the same bytes. */
export function settledZip(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  return zipSync({ ...files }, { mtime: NO_DAY, level: 6 })
}
