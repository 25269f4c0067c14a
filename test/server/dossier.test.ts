import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { dossierChecks } from '../../scripts/dossier-checks.ts'
import { invite, putPerson } from '../../server/access/invitations.ts'
import { checkDossier } from '../../server/dossier/check.ts'
import { essential } from '../../server/dossier/manifest.ts'
import { openDemoPki } from '../../server/signing/demo-pki.ts'
import { signDetached } from '../../server/signing/detached.ts'
import { openServerSeal, type ServerSeal } from '../../server/signing/server-seal.ts'
import { seededRandom } from '../faults/random.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { Page, request, type SignIn, signIn } from '../support/page.ts'
import { attached, playForDossier, sound } from '../support/played-dossier.ts'
import { central, plan, prepareConference, type Tokens } from '../support/prepared-conference.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { packed, unpacked } from '../support/zip-files.ts'

const conference = 'hoi-nghi'
const folder = mkdtempSync(join(tmpdir(), 'ho-so-'))
let fresh: FreshDatabase
let other: FreshDatabase
let here: RunningServer
let there: RunningServer
let seal: ServerSeal
let roots: readonly string[]
let tokens: Tokens
/** A file of another conference here; somebody writes its hash as if it were a title. */
const foreign = Buffer.from('Của hội nghị khác')
let original: Buffer
let parts: ReadonlyMap<string, Buffer>

beforeAll(async () => {
  fresh = await freshDatabase()
  const keys = join(folder, 'pki')
  roots = [(await openDemoPki(keys)).rootPem]
  seal = openServerSeal(join(folder, 'seal'), {
    publicUrl: 'https://hop.example.vn',
    demo: true,
    now: Date.now(),
  })
  here = await startServer(fresh.url, {
    pki: () => openDemoPki(keys),
    roots,
    recordings: { directory: join(folder, 'recordings'), days: 30 },
    dossiers: { seal, directory: join(folder, 'uploads') },
  })
  tokens = await prepareConference(here.conferences, here.database, conference)
  await playForDossier({ server: here, tokens, conference, recordings: join(folder, 'recordings'), foreign })
  const response = await request(here.origin, await signedIn(here, tokens.organiser), `${base}/dossier.zip`)
  expect(response.status).toBe(200)
  original = Buffer.from(await response.arrayBuffer())
  writeFileSync(join(folder, 'ho-so.zip'), original)
  parts = await unpacked(original)

  other = await freshDatabase()
  there = await startServer(other.url, {
    roots,
    recordings: { directory: join(folder, 'recordings-there'), days: 30 },
    dossiers: {
      seal: openServerSeal(join(folder, 'seal-there'), {
        publicUrl: 'https://kho.example.vn',
        demo: false,
        now: Date.now(),
      }),
      directory: join(folder, 'uploads-there'),
    },
  })
}, 180_000)
afterAll(async () => {
  await here.close()
  await there.close()
  await fresh.close()
  await other.close()
  rmSync(folder, { recursive: true, force: true })
})

const base = `/api/conferences/${conference}`
const stateOf = (server: RunningServer) => server.conferences.peek(conference)
const signedIn = (server: RunningServer, token: string): Promise<SignIn> => signIn(server.origin, token)

const packedIn = (files: ReadonlyMap<string, Buffer>, name: string) => packed(files, join(folder, name))
const checks = () => dossierChecks([...roots, seal.certificatePem])
const check = (path: string) => checkDossier(path, checks())
interface AnyManifest {
  files: { path: string; sha256: string }[]
  absent: { path: string; why: string }[]
}
const manifestIn = (files: ReadonlyMap<string, Buffer>) =>
  JSON.parse(String(files.get('manifest.json'))) as AnyManifest
const manifestOf = () => manifestIn(parts)

async function resign(files: Map<string, Buffer>, manifest: object, by = seal): Promise<void> {
  const text = Buffer.from(JSON.stringify(manifest))
  files.set('manifest.json', text)
  files.set('manifest.json.p7s', await signDetached(text, by.signer))
}

/** Takes a file out of the dossier and its manifest, which notes it, and `more`, as absent; rightly signed. */
function leaveOut(path: string, more: readonly string[] = []) {
  return async (files: Map<string, Buffer>) => {
    const manifest = manifestIn(files)
    files.delete(path)
    const absent = [path, ...more].map((each) => ({ path: each, why: 'lost' }))
    await resign(files, {
      ...manifest,
      files: manifest.files.filter((file) => file.path !== path),
      absent: [...manifest.absent, ...absent],
    })
  }
}

const find = (pattern: RegExp) => [...parts.keys()].find((path) => pattern.test(path)) ?? ''

describe('a dossier', () => {
  test('is valid as it was made, and names every file in plain letters', async () => {
    const report = await check(join(folder, 'ho-so.zip'))
    expect(report.findings.filter(({ level }) => level !== 'note')).toEqual([])
    expect(report.verdict).toBe('valid')
    expect(report.minutes).toEqual([{ path: find(/^bien-ban\/.*chu-tri-ky\.pdf$/), verdict: 'valid' }])
    for (const path of parts.keys()) expect(path).toMatch(/^[a-z0-9._/-]+$/)
    expect(parts.get(find(/^dinh-kem\/y-kien-\d+\/\d+-y-kien-tinh-son-la-dot-1\.pdf$/))).toEqual(attached)
    expect(parts.get(find(/^ghi-am\/luot-\d+-\d+\.opus$/))).toEqual(sound)
    expect([...parts.keys()]).toEqual(
      expect.arrayContaining([
        'nhat-ky/log.jsonl',
        'xuat-ban/bien-ban.docx',
        'xuat-ban/trich-bien-ban-diem-cau-son-la.pdf',
      ]),
    )
  })

  test("holds no file that only somebody's words name by its hash", () => {
    const hash = createHash('sha256').update(foreign).digest('hex')
    expect(String(parts.get('nhat-ky/log.jsonl'))).toContain(hash)
    expect([...parts.values()].some((bytes) => bytes.equals(foreign))).toBe(false)
  })

  test('is checked by outside tools too', () => {
    execFileSync('unzip', ['-tq', join(folder, 'ho-so.zip')])
    for (const name of ['manifest.json', 'manifest.json.p7s'])
      writeFileSync(join(folder, name), parts.get(name) as Buffer)
    writeFileSync(join(folder, 'may-chu.pem'), seal.certificatePem)
    const given = ['-inform', 'DER', '-in', 'manifest.json.p7s', '-content', 'manifest.json']
    const trusted = ['-CAfile', 'may-chu.pem', '-purpose', 'any', '-out', 'da-kiem.json']
    execFileSync('openssl', ['cms', '-verify', '-cades', '-binary', ...given, ...trusted], {
      cwd: folder,
      stdio: 'ignore',
    })
    expect(readFileSync(join(folder, 'da-kiem.json'))).toEqual(parts.get('manifest.json'))
  })

  test('is judged by the command that judges PDF files', () => {
    const trusted = [join(folder, 'may-chu.pem'), join(folder, 'goc.pem')]
    writeFileSync(join(folder, 'may-chu.pem'), seal.certificatePem)
    writeFileSync(join(folder, 'goc.pem'), roots.join('\n'))
    const given = [join(folder, 'ho-so.zip'), ...trusted.flatMap((path) => ['--trust', path])]
    const said = execFileSync(process.execPath, ['scripts/verify.ts', ...given], { encoding: 'utf8' })
    expect(said).toContain('HỒ SƠ CÒN NGUYÊN VẸN')
    expect(said).toContain(plan.title)
  })

  test('is intact but not proven to whoever does not know its maker', async () => {
    const report = await checkDossier(join(folder, 'ho-so.zip'), dossierChecks(roots))
    expect(report).toMatchObject({
      verdict: 'untrusted-or-incomplete',
      findings: [{ code: 'signature-untrusted' }],
    })
  })

  test('is for whoever may export the log alone, and its size is told beforehand', async () => {
    const clerk = await signedIn(here, tokens['son-la-secretary'])
    expect((await request(here.origin, clerk, `${base}/dossier.zip`)).status).toBe(403)
    const organiser = await signedIn(here, tokens.organiser)
    const estimate = (await (await request(here.origin, organiser, `${base}/dossier`)).json()) as {
      bytes: number
    }
    expect(estimate.bytes).toBeGreaterThan(original.length / 1.5)
    expect(estimate.bytes).toBeLessThan(original.length * 1.5)
  })
})

describe('a forged dossier is told by the name of the file', () => {
  const forged = async (name: string, change: (files: Map<string, Buffer>) => Promise<void> | void) => {
    const files = new Map(parts)
    await change(files)
    return check(await packedIn(files, name))
  }
  const codes = async (...given: Parameters<typeof forged>) =>
    (await forged(...given)).findings
      .filter(({ level }) => level === 'invalid')
      .map(({ code, path }) => [code, path])

  test('when one was exchanged, removed or added', async () => {
    const [docx, xlsx] = ['xuat-ban/bien-ban.docx', find(/^xuat-ban\/.*\.xlsx$/)]
    expect(await codes('trao.zip', (files) => void files.set(docx, parts.get(xlsx) as Buffer))).toEqual([
      ['file-changed', docx],
    ])
    expect(await codes('bot.zip', (files) => void files.delete(xlsx))).toEqual([['file-missing', xlsx]])
    expect(await codes('them.zip', (files) => void files.set('bien-ban/la.pdf', attached))).toEqual([
      ['file-added', 'bien-ban/la.pdf'],
    ])
  })

  test('when the manifest was changed with it', async () => {
    const docx = 'xuat-ban/bien-ban.docx'
    const change = (files: Map<string, Buffer>) => {
      const manifest = manifestOf()
      const bytes = Buffer.from('khác')
      const line = manifest.files.find(({ path }) => path === docx)
      Object.assign(line ?? {}, {
        size: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      })
      files.set(docx, bytes)
      files.set('manifest.json', Buffer.from(JSON.stringify(manifest)))
    }
    expect(await codes('sua-ban-ke.zip', change)).toEqual([['manifest-changed', undefined]])
    expect(await codes('bo-chu-ky.zip', (files) => void files.delete('manifest.json.p7s'))).toEqual([
      ['signature-missing', undefined],
    ])
  })

  /** The server's own key fell into the forger's hands: the log still tells. */
  const signedAnew = async (
    files: Map<string, Buffer>,
    path: string,
    bytes: Buffer,
    manifest = manifestOf(),
  ) => {
    const line = manifest.files.find((file) => file.path === path)
    Object.assign(line ?? {}, {
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })
    files.set(path, bytes)
    await resign(files, manifest)
  }

  test('when minutes or an attachment are not what the log names, even under the right signature', async () => {
    const pdf = find(/chu-tri-ky\.pdf$/)
    const unsigned = parts.get(find(/chua-ky\.pdf$/)) as Buffer
    expect(await codes('bien-ban-khac.zip', (files) => signedAnew(files, pdf, unsigned))).toEqual([
      ['not-in-log', pdf],
    ])
    const file = find(/^dinh-kem\//)
    expect(await codes('tep-khac.zip', (files) => signedAnew(files, file, sound))).toEqual([
      ['not-in-log', file],
    ])
  })

  test('when an entry of the log, or a sealed text, was rewritten under the right signature', async () => {
    const log = String(parts.get('nhat-ky/log.jsonl'))
    const rewritten = Buffer.from(log.replace('Thử niêm phong', 'Đã nghe đủ'))
    const [[code] = []] = await codes('nhat-ky.zip', (files) =>
      signedAnew(files, 'nhat-ky/log.jsonl', rewritten),
    )
    expect(code).toBe('log-broken')
    const endless = Buffer.concat([Buffer.from(log), Buffer.alloc(34 * 1024 * 1024, '[')])
    expect(
      await codes('vo-tan.zip', (files) => signedAnew(files, 'nhat-ky/log.jsonl', endless)),
    ).toContainEqual(['log-unreadable', undefined])
    const updates = String(parts.get('van-ban/cap-nhat.jsonl')).trimEnd().split('\n')
    const fewer = Buffer.from(`${updates.slice(0, -1).join('\n')}\n`)
    expect(await codes('van-ban.zip', (files) => signedAnew(files, 'van-ban/cap-nhat.jsonl', fewer))).toEqual(
      [['text-differs', undefined]],
    )
  })

  test('when what every dossier holds was left out, whatever its manifest says of it', async () => {
    for (const path of essential) {
      const leftOut = leaveOut(path)
      expect(await codes('thieu.zip', leftOut), path).toContainEqual(['file-missing', path])
    }
    const noted = leaveOut(find(/^xuat-ban\/bien-ban\.docx$/), essential)
    const rewritten = async (files: Map<string, Buffer>) => {
      await noted(files)
      const log = String(parts.get('nhat-ky/log.jsonl')).replace('Thử niêm phong', 'Đã nghe đủ')
      await signedAnew(files, 'nhat-ky/log.jsonl', Buffer.from(log), manifestIn(files))
    }
    expect((await codes('ghi-chu.zip', rewritten))[0]).toEqual(['log-broken', undefined])
  })

  test('when it is no dossier, or its names would leave its folder', async () => {
    writeFileSync(join(folder, 'rac.zip'), Buffer.from('PK\u0003\u0004 rác'))
    expect((await check(join(folder, 'rac.zip'))).findings).toMatchObject([{ code: 'not-a-zip' }])
    const empty = await packedIn(new Map([['a.txt', attached]]), 'khong-ban-ke.zip')
    expect((await check(empty)).findings).toMatchObject([{ code: 'not-a-dossier' }])
    const path = await packedIn(new Map([...parts, ['xx/xx/thoat.txt', attached]]), 'thoat.zip')
    const escaping = Buffer.from(
      readFileSync(path).toString('latin1').replaceAll('xx/xx/', '../../'),
      'latin1',
    )
    writeFileSync(path, escaping)
    expect((await check(path)).findings).toMatchObject([{ code: 'unsafe-name' }])
  })

  test('whatever bytes are changed: no crash, and nothing that is not as it was is called intact', async () => {
    const random = seededRandom(132)
    const below = (bound: number) => Math.floor(random() * bound)
    const path = join(folder, 'bien-dang.zip')
    for (let count = 0; count < (process.env.LONG ? 3000 : 60); count++) {
      const bytes = Buffer.from(original)
      // A third of them in the directory at the end, which says what is where.
      const at = () => (below(3) === 0 ? bytes.length - 1 - below(3000) : below(bytes.length))
      for (let times = 1 + below(3); times > 0; times--) bytes[at()] = below(256)
      writeFileSync(path, below(10) === 0 ? bytes.subarray(0, below(bytes.length)) : bytes)
      const { verdict } = await check(path)
      if (verdict !== 'invalid') expect(await unpacked(readFileSync(path)), `file ${count}`).toEqual(parts)
    }
  })

  test('when a small file would become a huge one', async () => {
    const path = await packedIn(new Map([...parts, ['bom.txt', Buffer.alloc(1024 * 1024)]]), 'bom.zip')
    const bytes = readFileSync(path)
    // The directory says that a megabyte becomes three gigabytes.
    const entry = bytes.lastIndexOf('bom.txt') - 46
    bytes.writeUInt32LE(3 * 1024 ** 3, entry + 24)
    writeFileSync(path, bytes)
    expect((await check(path)).findings).toMatchObject([{ code: 'bomb', path: 'bom.txt' }])
  })
})

describe('on another server', () => {
  let readerToken: string
  let reader: SignIn
  let stranger: SignIn
  const bring = async (bytes: Buffer, sign: SignIn, server = there) => {
    const response = await request(server.origin, sign, '/api/dossiers', {
      method: 'POST',
      headers: { 'content-type': 'application/zip' },
      body: new Uint8Array(bytes),
    })
    return { status: response.status, body: (await response.json()) as { code?: string; notes?: unknown[] } }
  }

  const guestOf = async (server: RunningServer, id: string, organises: boolean) => {
    await putPerson(server.database, { id, name: `Tên ${id}`, title: null, organises })
    return (await invite(server.database, null, { kind: 'person', person: id }, '/organiser')).token
  }

  beforeAll(async () => {
    readerToken = await guestOf(there, 'luu-tru', true)
    reader = await signedIn(there, readerToken)
    // The same id as somebody's who was in the conference there.
    stranger = await signedIn(there, await guestOf(there, `${central}-chair`, false))
  })

  test('a forged one is refused with what is wrong, and leaves nothing', async () => {
    const files = new Map(parts)
    files.delete('xuat-ban/bien-ban.docx')
    const answer = await bring(readFileSync(await packedIn(files, 'bot-mot.zip')), reader)
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'dossier/refused', detail: { findings: [{ code: 'file-missing' }] } },
    })
    await expect(stateOf(there)).rejects.toMatchObject({ code: 'conference/unknown' })
  })

  test('one that lacks a file which another conference here may have is refused', async () => {
    const file = find(/^dinh-kem\//)
    const files = new Map(parts)
    await leaveOut(file)(files)
    const path = await packedIn(files, 'vang-tep.zip')
    expect((await check(path)).verdict).toBe('valid')
    expect(await bring(readFileSync(path), reader)).toMatchObject({
      status: 422,
      body: { detail: { findings: [{ code: 'file-absent' }] } },
    })
  })

  test('it is shown as it was, log and texts and files, to whoever brought it and nobody else', async () => {
    expect(await bring(original, stranger)).toMatchObject({ status: 403 })
    expect(await bring(original, reader)).toMatchObject({
      status: 201,
      body: { id: conference, notes: [{ code: 'signature-untrusted' }] },
    })
    const [mine, theirs] = [await stateOf(here), await stateOf(there)]
    const { archive, ...state } = theirs
    expect(archive).toMatchObject({ readers: ['luu-tru'], demonstration: true })
    expect(state).toEqual(mine)
    const logs = [here, there].map(async (server) => {
      const sign = server === here ? await signedIn(here, tokens.organiser) : reader
      return (await request(server.origin, sign, `${base}/log.jsonl`)).text()
    })
    const [logHere, logThere] = await Promise.all(logs)
    expect(logThere).toBe(logHere)
    expect((await request(there.origin, stranger, `${base}/log.jsonl`)).status).toBe(403)

    const page = await Page.enter(there.origin, readerToken, conference)
    expect(page.state?.archive).toMatchObject({ readers: [] })
    expect(page.state?.contributions).toEqual(mine.contributions)
    const opinion = mine.contributions[0]
    const opened = await page.openText(`c${opinion?.id}`)
    const text = new Y.Doc()
    if (opened.kind === 'opened') Y.applyUpdate(text, new Uint8Array(opened.update))
    expect(text.getXmlFragment('prose').toString()).toContain('Bổ sung: cần có lộ trình.')
    expect(opened).toMatchObject({ kind: 'opened', client: null })
    page.close()
    const pdf = await request(there.origin, reader, `${base}/minutes/chair.pdf`)
    expect(Buffer.from(await pdf.arrayBuffer())).toEqual(parts.get(find(/chu-tri-ky\.pdf$/)))
  })

  test('whoever knows only the end of its log does not become its reader', async () => {
    const keeper = await signedIn(there, await guestOf(there, 'ke-gia-mao', true))
    const files = new Map<string, Buffer>()
    const forger = openServerSeal(join(folder, 'seal-forger'), {
      publicUrl: 'https://gia.example.vn',
      demo: false,
      now: Date.now(),
    })
    await resign(files, { ...manifestOf(), files: [], absent: [] }, forger)
    const forged = readFileSync(await packedIn(files, 'rong.zip'))
    expect(await bring(forged, keeper)).toMatchObject({ status: 422, body: { code: 'dossier/refused' } })
    expect((await stateOf(there)).archive?.readers).toEqual(['luu-tru'])
    expect((await request(there.origin, keeper, `${base}/log.jsonl`)).status).toBe(403)
  })

  test('nothing can be done in it', async () => {
    const page = await Page.enter(there.origin, readerToken, conference)
    expect(await page.command({ type: 'minutes/reopen', reason: 'Thử' })).toMatchObject({
      ok: false,
      code: 'conference/imported',
    })
    page.close()
    const answer = await there.conferences.command(
      conference,
      'may-chu',
      { type: 'recording/deleted', recording: 1 },
      { kind: 'system' },
    )
    expect(answer).toMatchObject({ kind: 'refused', code: 'conference/imported' })
  })

  test('brought again it is known; where the conference lives, or another log of it is, it is refused', async () => {
    expect(await bring(original, reader)).toMatchObject({ status: 200 })
    const keeper = await guestOf(here, 'luu-tru-ho-so', true)
    expect(await bring(original, await signedIn(here, keeper), here)).toMatchObject({
      status: 409,
      body: { code: 'conference/exists' },
    })
    const chair = await Page.enter(here.origin, tokens[`${central}-chair`], conference)
    await chair.must({ type: 'minutes/reopen', reason: 'Sửa tên một điểm cầu' })
    chair.close()
    const organiser = await signedIn(here, tokens.organiser)
    const later = await request(here.origin, organiser, `${base}/dossier.zip`)
    expect(await bring(Buffer.from(await later.arrayBuffer()), reader)).toMatchObject({
      status: 409,
      body: { code: 'dossier/other-log' },
    })
  })

  test('a dossier of it can be made anew, of the same log', async () => {
    const response = await request(there.origin, reader, `${base}/dossier.zip`)
    const again = await unpacked(Buffer.from(await response.arrayBuffer()))
    for (const path of [
      'nhat-ky/log.jsonl',
      'van-ban/cap-nhat.jsonl',
      find(/chu-tri-ky\.pdf$/),
      find(/^ghi-am\//),
    ])
      expect(again.get(path), path).toEqual(parts.get(path))
  })
})
