import { constants } from 'node:fs'
import { access, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Why files could not be written into a directory that may not be there yet; null when nothing is in the way. */
export async function unwritable(directory: string): Promise<string | null> {
  try {
    if (!(await stat(directory)).isDirectory()) return 'là một tệp; cần một thư mục'
    await access(directory, constants.W_OK | constants.X_OK)
    return null
  } catch (error) {
    const parent = dirname(directory)
    if (codeOf(error) !== 'ENOENT' || parent === directory) return reasonOf(error)
    return unwritable(parent)
  }
}

/**
 * Writes all files, each complete or not at all, into a directory that is made where it is missing. When one cannot
 * be written, none of them is there newly.
 */
export async function writeAll(
  directory: string,
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<void> {
  const made = await mkdir(directory, { recursive: true })
  const partial = (name: string) => join(directory, `.${name}.${process.pid}.partial`)
  try {
    for (const [name, content] of Object.entries(files)) await writeFile(partial(name), content)
    for (const name of Object.keys(files)) await rename(partial(name), join(directory, name))
  } catch (error) {
    for (const name of Object.keys(files)) await rm(partial(name), { force: true })
    if (made !== undefined) await rm(made, { recursive: true, force: true })
    throw error
  }
}

export function reasonOf(error: unknown): string {
  const code = codeOf(error)
  if (code === 'EACCES' || code === 'EPERM') return 'không được phép ghi vào đây'
  if (code === 'ENOTDIR') return 'nằm dưới một tệp; cần một thư mục'
  if (code === 'EROFS') return 'nằm trên ổ chỉ đọc'
  if (code === 'ENOSPC') return 'ổ đĩa đã đầy'
  return `không ghi được (${code ?? (error as Error).message})`
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code
}
