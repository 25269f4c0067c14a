import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ConferenceFile, planOf } from '../../domain/conference-file.ts'
import { deskFor } from '../../domain/rights.ts'
import { type Invited, invite, linkOf, putPerson } from '../access/invitations.ts'
import { createConference } from '../conference/create.ts'
import type { Database } from '../database/pool.ts'
import { AppError } from '../errors.ts'
import type { Conferences } from '../log/conferences.ts'
import type { Home } from '../session.ts'
import { type DemoPerson, demoBridges, demoOrganiser, demoPeople } from './people.ts'

const CONFERENCE = 'hoi-nghi-132'
const file = join(import.meta.dirname, 'conference-132.json')

export interface DemoLink {
  readonly label: string
  readonly link: string
}

/** What is kept of a link between starts: the database holds only its hash. */
interface KeptLink {
  readonly label: string
  readonly token: string
}

/**
 * The demonstration: the conference of 30 May 2023 on amending Quy định 132-QĐ/TW, its people, and a sign-in link
 * for each. Made on the first start; later starts answer with the same links, kept in `demo-links.json` of
 * `dataDir`. A second server on the same database makes links of its own to the same conference.
 */
export async function loadDemo(
  database: Database,
  conferences: Conferences,
  options: { readonly dataDir: string; readonly publicUrl: string },
): Promise<readonly DemoLink[]> {
  const path = join(options.dataDir, 'demo-links.json')
  const demo = readDemo()
  const known = existsSync(path) && (await exists(database))
  if (!known) await create(database, conferences, demo)
  const kept = known ? read(path) : await makeLinks(database, demo, path)
  return kept.map(({ label, token }) => ({ label, link: linkOf(options.publicUrl, token) }))
}

interface Demo {
  readonly blueprint: ReturnType<typeof planOf>
  readonly central: string
  readonly people: readonly DemoPerson[]
  readonly nameOf: (bridge: string) => string
}

function readDemo(): Demo {
  const blueprint = planOf(JSON.parse(readFileSync(file, 'utf8')) as ConferenceFile)
  const central = blueprint.bridges.find((bridge) => bridge.level === 'central')?.id ?? ''
  const nameOf = (id: string) =>
    (blueprint.bridges.find((bridge) => bridge.id === id)?.name ?? id).replace(/^Điểm cầu /, '')
  return { blueprint, central, people: demoPeople(central, nameOf), nameOf }
}

function read(path: string): readonly KeptLink[] {
  return JSON.parse(readFileSync(path, 'utf8')) as KeptLink[]
}

async function exists(database: Database): Promise<boolean> {
  const { rowCount } = await database.query('SELECT 1 FROM conference WHERE id = $1 AND seq > 0', [
    CONFERENCE,
  ])
  return rowCount === 1
}

/** Every step may be taken again, after a start that was cut short; another server's conference is left to it. */
async function create(
  database: Database,
  conferences: Conferences,
  { blueprint, people }: Demo,
): Promise<void> {
  await putPerson(database, { ...demoOrganiser, title: null, organises: true })
  for (const { id, name, title } of people) await putPerson(database, { id, name, title })
  const organiser = { kind: 'person', person: demoOrganiser.id, name: demoOrganiser.name } as const
  try {
    await createConference(conferences, blueprint, { id: CONFERENCE, organiser })
    for (const { id, name, title, role, bridge } of people) {
      const grant = {
        type: 'role/grant',
        person: id,
        named: { name, title },
        grant: { role, bridge },
      } as const
      await conferences.command(CONFERENCE, `demo:${id}`, grant, organiser)
    }
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'node/not-owner')) throw error
  }
}

async function makeLinks(database: Database, demo: Demo, path: string): Promise<readonly KeptLink[]> {
  const links: KeptLink[] = []
  const link = async (label: string, invited: Invited, home: Home) => {
    const { token } = await invite(database, CONFERENCE, invited, home)
    links.push({ label, token })
  }
  await link('Đơn vị tổ chức', { kind: 'person', person: demoOrganiser.id }, '/organiser')
  for (const { id, label, role, bridge } of demo.people)
    await link(label, { kind: 'person', person: id }, `/${deskFor({ role, bridge }, demo.central)}`)
  for (const bridge of [demo.central, ...demoBridges])
    await link(`Hội trường ${demo.nameOf(bridge)}`, { kind: 'hall', bridge }, '/hall')
  writeFileSync(`${path}.new`, JSON.stringify(links, null, 1), { mode: 0o600 })
  renameSync(`${path}.new`, path)
  return links
}
