import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** The system account that PostgreSQL runs under: our own, or a lesser one, because it refuses to run as root. */
export interface Account {
  /** For `spawn`; empty when it is our own account. */
  readonly identity: { readonly uid?: number; readonly gid?: number }
  /** Whether the account may pass through every folder down to `path`. */
  canReach(path: string): boolean
}

const candidates = ['postgres', 'nobody']

/** @param cluster the database directory: if it exists and is not root's, its owner runs it */
export function chooseAccount(cluster: string): Account {
  if (process.getuid?.() !== 0) return { identity: {}, canReach: () => true }
  const owner = statSync(cluster, { throwIfNoEntry: false })
  const identity = owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : lesserAccount()
  return { identity, canReach: (path) => ancestors(path).every((folder) => mayPass(folder, identity)) }
}

function lesserAccount(): { uid: number; gid: number } {
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of candidates) {
    const [, , uid, gid] = accounts.find((line) => line.startsWith(`${name}:`))?.split(':') ?? []
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error(`PostgreSQL cannot run as root, and there is no account named ${candidates.join(' or ')}`)
}

function ancestors(path: string): string[] {
  const parent = dirname(path)
  return parent === path ? [path] : [...ancestors(parent), path]
}

function mayPass(folder: string, identity: { uid: number; gid: number }): boolean {
  const { mode, uid, gid } = statSync(folder)
  if (uid === identity.uid) return (mode & 0o100) !== 0
  return (mode & (gid === identity.gid ? 0o010 : 0o001)) !== 0
}
