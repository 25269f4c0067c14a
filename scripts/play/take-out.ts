import { outFiles } from '../../templates/out-file.ts'
import { download, type SignIn } from './sign-in.ts'

/** What is taken out of the record beside the signed minutes and the log. */
export const takenOut = [...outFiles.filter((file) => file !== 'minutes.pdf'), 'conference.json']

/** Downloads them one after the other, as the organiser would. @throws Refused */
export async function takeOut(
  by: SignIn,
  conference: string,
  progress: (what: string) => void,
): Promise<Readonly<Record<string, Uint8Array>>> {
  const files: Record<string, Uint8Array> = {}
  for (const name of takenOut) {
    progress(`lập ${name}`)
    files[name] = await download(by, `/api/conferences/${conference}/out/${name}`)
  }
  return files
}
