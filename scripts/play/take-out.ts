import type { ConferenceFile } from '../../domain/conference-file.ts'
import { outFiles } from '../../templates/out-file.ts'
import { download, type SignIn } from './sign-in.ts'

/** What is taken out of the record beside the signed minutes and the log. */
export const takenOut = [...outFiles.filter((file) => file !== 'minutes.pdf'), 'conference.json']

/** Bridges whose extract is written: a national conference may have two thousand. */
const MOST_EXTRACTS = 100

/** The extracts that a played file leaves: of each bridge that said something, in the order of the file. */
export function extractsOf({
  bridges,
  contributions,
}: Pick<ConferenceFile, 'bridges' | 'contributions'>): readonly {
  readonly name: string
  readonly bridge: string
}[] {
  const heard = new Set(contributions.map(({ bridge }) => bridge))
  return bridges
    .filter(({ id }) => heard.has(id))
    .slice(0, MOST_EXTRACTS)
    .map(({ id }) => ({ name: `extract-${id}.pdf`, bridge: id }))
}

/** Downloads them one after the other, as the organiser would. @throws Refused */
export async function takeOut(
  by: SignIn,
  conference: string,
  extracts: ReturnType<typeof extractsOf>,
  progress: (what: string) => void,
): Promise<Readonly<Record<string, Uint8Array>>> {
  const path = `/api/conferences/${conference}/out`
  const files: Record<string, Uint8Array> = {}
  for (const name of takenOut) {
    progress(`lập ${name}`)
    files[name] = await download(by, `${path}/${name}`)
  }
  for (const { name, bridge } of extracts) {
    progress(`lập ${name}`)
    files[name] = await download(by, `${path}/extract.pdf?bridge=${bridge}`)
  }
  return files
}
