import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import type { Database } from '../database/pool.ts'

/** How long a lease lasts without renewal. */
export const LEASE_SECONDS = 5
const RENEW_MS = 1000

/** One server on the database: its name, and where its pages reach it. */
export interface NodeIdentity {
  readonly id: string
  readonly url: string
  /** Machine, address and port: who listens there now has outlived whoever listened there before. */
  readonly seat: string
}

export function nodeIdentity(url: string, host: string, port: number): NodeIdentity {
  return { id: `node-${randomBytes(6).toString('hex')}`, url, seat: `${hostname()} ${host}:${port}` }
}

export interface Owner {
  readonly id: string
  readonly url: string
}

export type Lease =
  | { readonly kind: 'held'; readonly epoch: number }
  | { readonly kind: 'elsewhere'; readonly owner: Owner }
  | { readonly kind: 'unknown' }

/** Takes or renews the ownership of a conference; a live owner elsewhere keeps it. */
export async function takeLease(database: Database, node: NodeIdentity, conference: string): Promise<Lease> {
  const { rows } = await database.query<{ epoch: number }>(
    `UPDATE conference SET epoch = epoch + (owner IS DISTINCT FROM $2)::int, owner = $2,
            lease_until = now() + make_interval(secs => $4)
     WHERE id = $1 AND (owner IS NULL OR owner = $2 OR lease_until < now()
       OR EXISTS (SELECT 1 FROM node WHERE node.id = conference.owner AND node.seat = $3))
     RETURNING epoch`,
    [conference, node.id, node.seat, LEASE_SECONDS],
  )
  const [row] = rows
  if (row) return { kind: 'held', epoch: row.epoch }
  const owner = await ownerOf(database, conference)
  if (owner === undefined) return { kind: 'unknown' }
  // Given back between the two questions: it can be had now.
  return owner ? { kind: 'elsewhere', owner } : takeLease(database, node, conference)
}

/** Null when nobody owns it, undefined when there is no such conference. */
async function ownerOf(database: Database, conference: string): Promise<Owner | null | undefined> {
  const { rows } = await database.query<{ id: string | null; url: string | null }>(
    `SELECT node.id, node.url FROM conference LEFT JOIN node ON node.id = conference.owner
     WHERE conference.id = $1`,
    [conference],
  )
  const [row] = rows
  if (!row) return undefined
  return row.id !== null && row.url !== null ? { id: row.id, url: row.url } : null
}

/** Gives one conference back: whoever asks next is its owner. Waits for a batch that is under way. */
export async function releaseLease(
  database: Database,
  node: NodeIdentity,
  conference: string,
): Promise<void> {
  // Without an owner, so that a renewal that is under way finds nothing to renew.
  await database.query(
    'UPDATE conference SET owner = NULL, lease_until = now() WHERE id = $1 AND owner = $2',
    [conference, node.id],
  )
}

/**
 * Where a conference is, or would be if `node` did not take it: its owner elsewhere, else the node that showed the
 * latest sign of life. Undefined when there is no other node, or no such conference.
 */
export async function elsewhere(
  database: Database,
  node: NodeIdentity,
  conference: string,
): Promise<Owner | undefined> {
  const { rows } = await database.query<Owner>(
    `SELECT node.id, node.url FROM conference,
       LATERAL (SELECT coalesce(conference.owner = node.id AND conference.lease_until >= now(), false) AS owns,
                       node.* FROM node) AS node
     WHERE conference.id = $1 AND node.id <> $2
       AND (node.owns OR node.seen_at > now() - interval '3 seconds')
     ORDER BY node.owns DESC, node.seen_at DESC LIMIT 1`,
    [conference, node.id],
  )
  return rows[0]
}

/** The node other than this one that showed the latest sign of life, if that is not long ago. */
export async function anotherNode(database: Database, node: NodeIdentity): Promise<Owner | undefined> {
  const { rows } = await database.query<Owner>(
    `SELECT id, url FROM node WHERE id <> $1 AND seen_at > now() - interval '3 seconds'
     ORDER BY seen_at DESC LIMIT 1`,
    [node.id],
  )
  return rows[0]
}

/** The addresses of all servers that there ever were: a page that one of them has given out may come from there. */
export async function knownNodes(database: Database): Promise<readonly string[]> {
  const { rows } = await database.query<{ url: string }>('SELECT DISTINCT url FROM node')
  return rows.map((row) => row.url)
}

/** The addresses of the servers that showed a sign of life lately, for pages whose own server is gone. */
export async function liveNodes(database: Database): Promise<readonly string[]> {
  const { rows } = await database.query<{ url: string }>(
    `SELECT DISTINCT url FROM node WHERE seen_at > now() - interval '10 seconds' ORDER BY url`,
  )
  return rows.map((row) => row.url)
}

export interface Heartbeat {
  /** What the node shows has changed: not only at the next second. */
  beat(): void
  /** Ends the heartbeat and gives every lease back at once. */
  stop(): Promise<void>
}

export interface HeartbeatParts {
  /** The conferences whose leases are renewed. */
  readonly owned: () => readonly string[]
  /** Whether this node takes conferences; one that does not shows no sign of life to who looks for a node. */
  readonly takes: () => boolean
  /** Another node has taken this one. */
  readonly lost: (conference: string) => void
  /**
   * False once no renewal has got through for as long as a lease lasts: another node may own them by now. True
   * again with the next renewal.
   */
  readonly certain: (certain: boolean) => void
}

/** Shows a sign of life each second and renews the leases. */
export async function startHeartbeat(
  database: Database,
  node: NodeIdentity,
  { owned, takes, lost, certain }: HeartbeatParts,
): Promise<Heartbeat> {
  await database.query('INSERT INTO node (id, url, seat) VALUES ($1, $2, $3)', [node.id, node.url, node.seat])
  let beating: Promise<void> = Promise.resolve()
  const beat = async () => {
    const before = owned()
    await database.query(
      `UPDATE node SET seen_at = CASE WHEN $2 THEN now() ELSE timestamptz 'epoch' END WHERE id = $1`,
      [node.id, takes()],
    )
    const { rows } = await database.query<{ id: string }>(
      `UPDATE conference SET lease_until = now() + make_interval(secs => $3)
       WHERE owner = $1 AND id = ANY($2) RETURNING id`,
      [node.id, before, LEASE_SECONDS],
    )
    const renewed = new Set(rows.map((row) => row.id))
    for (const conference of before) if (!renewed.has(conference)) lost(conference)
    renewedAt = performance.now()
  }
  let renewedAt = performance.now()
  let isCertain = true
  const judge = () => {
    const now = performance.now() - renewedAt < LEASE_SECONDS * 1000
    if (now === isCertain) return
    isCertain = now
    certain(now)
  }
  let busy = false
  const beatOnce = () => {
    if (busy) return
    busy = true
    // A beat that fails is missed; the lease outlives four of them.
    beating = beat()
      .catch(() => {})
      .finally(() => {
        busy = false
        judge()
      })
  }
  const timer = setInterval(() => {
    judge()
    beatOnce()
  }, RENEW_MS)
  return {
    beat: beatOnce,
    stop: async () => {
      clearInterval(timer)
      await beating
      await database.query('UPDATE conference SET lease_until = now() WHERE owner = $1', [node.id])
      await database.query(`UPDATE node SET seen_at = 'epoch' WHERE id = $1`, [node.id])
    },
  }
}
