import { constants } from 'node:fs'
import { access, mkdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** A directory that files can be written into. */
export interface Output {
  /** Writes all files, each complete; when one cannot be written, none is there newly. */
  write(files: Readonly<Record<string, Uint8Array | string>>): Promise<void>
  /** Removes the folders that were made for it, where nothing was written. */
  abandon(): Promise<void>
}

/** Why a directory cannot be written into, in Vietnamese. */
export class Unwritable extends Error {}

/** Makes sure of the directory, with the folders above it. @throws Unwritable */
export async function openOutput(directory: string): Promise<Output> {
  const made: string[] = []
  const abandon = async () => {
    for (const folder of made.splice(0).reverse()) await rmdir(folder).catch(() => {})
  }
  try {
    await ensure(directory, made)
  } catch (error) {
    await abandon()
    throw new Unwritable(reasonOf(error), { cause: error })
  }
  return { write: (files) => writeAll(directory, files), abandon }
}

/** One folder after the other: the system's own recursion never ends where a parent exists but takes no folder. */
async function ensure(directory: string, made: string[]): Promise<void> {
  try {
    if (!(await stat(directory)).isDirectory()) throw new Unwritable('là một tệp; cần một thư mục')
    await access(directory, constants.W_OK | constants.X_OK)
  } catch (error) {
    const parent = dirname(directory)
    if (codeOf(error) !== 'ENOENT' || parent === directory) throw error
    await ensure(parent, made)
    await mkdir(directory)
    made.push(directory)
  }
}

async function writeAll(
  directory: string,
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<void> {
  const names = Object.keys(files)
  const partial = (name: string) => join(directory, `.${name}.${process.pid}.partial`)
  try {
    for (const name of names) await writeFile(partial(name), files[name] ?? '')
    for (const name of names) await rename(partial(name), join(directory, name))
  } catch (error) {
    for (const name of names) await rm(partial(name), { force: true }).catch(() => {})
    throw new Unwritable(reasonOf(error), { cause: error })
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Unwritable) return error.message
  const code = codeOf(error)
  if (code === 'EACCES' || code === 'EPERM') return 'không được phép ghi vào đây'
  if (code === 'ENOTDIR') return 'nằm dưới một tệp; cần một thư mục'
  if (code === 'EROFS') return 'nằm trên ổ chỉ đọc'
  if (code === 'ENOSPC') return 'ổ đĩa đã đầy'
  if (code === 'ENAMETOOLONG') return 'tên quá dài'
  return `không ghi được (${code ?? (error as Error).message})`
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code
}
