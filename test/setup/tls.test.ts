import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { type RequestOptions, request, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { domainToASCII } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { authorityFiles, type Issued, issueServerCertificate } from '../../scripts/tls/authority.ts'
import { AppError } from '../../server/errors.ts'
import { type CertificateFiles, readServerCertificate } from '../../server/tls/certificate.ts'
import { followCertificate } from '../../server/tls/renewal.ts'
import { networkWarnings } from '../../server/tls/warnings.ts'
import { isRemembered, openWeb } from '../../server/web.ts'
import { until } from '../support/until.ts'

const root = join(import.meta.dirname, '..', '..')
const DAY = 86_400_000
const now = Date.now()

let directory: string
let issued: Issued

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'diem-cau-test-'))
  issued = issueServerCertificate(join(directory, 'tls'), ['dc.tinh.local', '10.1.2.3', '2001:db8::7'], now)
})

afterAll(() => rmSync(directory, { recursive: true, force: true }))

const openssl = (...args: string[]) => execFileSync('openssl', args, { encoding: 'utf8', stdio: 'pipe' })
const certificateAt = (path: string) => new X509Certificate(readFileSync(path))

/** What openssl says of the server's certificate under the root for a name or an address. */
function verified(what: '-verify_hostname' | '-verify_ip', host: string): string {
  const { root, cert } = issued.files
  return openssl('verify', '-x509_strict', '-purpose', 'sslserver', '-CAfile', root, what, host, cert)
}

describe('the authority of a closed network', () => {
  it('is accepted by openssl for every name and address that was asked for, and for no other', () => {
    for (const host of ['dc.tinh.local', 'localhost'])
      expect(verified('-verify_hostname', host)).toMatch(/: OK$/m)
    for (const address of ['10.1.2.3', '2001:db8::7', '127.0.0.1', '::1'])
      expect(verified('-verify_ip', address)).toMatch(/: OK$/m)
    expect(() => verified('-verify_hostname', 'other.tinh.local')).toThrow()
    expect(() => verified('-verify_ip', '10.1.2.4')).toThrow()
  })

  it('keeps its keys to their owner', () => {
    for (const path of [issued.files.rootKey, issued.files.key])
      expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(join(directory, 'tls')).mode & 0o777).toBe(0o700)
  })

  it('lasts ten years, and issues for no longer than browsers take', () => {
    const days = ({ validFrom, validTo }: X509Certificate) =>
      (Date.parse(validTo) - Date.parse(validFrom)) / DAY
    expect(days(certificateAt(issued.files.root))).toBeGreaterThan(3650)
    expect(days(certificateAt(issued.files.cert))).toBe(397)
  })

  it('may only sign certificates of servers, none of another authority', () => {
    const text = openssl('x509', '-in', issued.files.root, '-noout', '-text')
    expect(text).toMatch(/Basic Constraints: critical\s+CA:TRUE, pathlen:0/)
    expect(text).toMatch(/Key Usage: critical\s+Certificate Sign, CRL Sign\n/)
  })

  it('renews under the same root, for the names that there were', () => {
    const before = certificateAt(issued.files.cert)
    const again = issueServerCertificate(join(directory, 'tls'), [], now + 300 * DAY)
    const after = certificateAt(again.files.cert)
    expect(again).toMatchObject({ newRoot: false, fingerprint: issued.fingerprint })
    expect(after.subjectAltName).toBe(before.subjectAltName)
    expect(after.serialNumber).not.toBe(before.serialNumber)
    expect(after.verify(certificateAt(again.files.root).publicKey)).toBe(true)
  })

  it('issues for no longer than it lasts itself', () => {
    const late = issueServerCertificate(join(directory, 'tls'), [], now + 3600 * DAY)
    expect(late.notAfter).toBe(late.rootNotAfter)
    issued = issueServerCertificate(join(directory, 'tls'), [], now)
  })

  it('is made by one command, which says how to go on', () => {
    const run = (...args: string[]) =>
      execFileSync(process.execPath, [join(root, 'scripts', 'tls.ts'), ...args], {
        encoding: 'utf8',
        stdio: 'pipe',
        env: { ...process.env, DATA_DIR: join(directory, 'by-command') },
      })
    expect(() => run()).toThrow(/--hosts/)
    expect(() => run('--hosts', 'dc tinh')).toThrow(/dc tinh/)
    const files = authorityFiles(join(directory, 'by-command', 'tls'))
    const said = run('--hosts', 'Điểm-Cầu.local,10.1.2.3')
    expect(certificateAt(files.cert).subjectAltName).toContain(`DNS:${domainToASCII('điểm-cầu.local')}`)
    expect(said).toContain(certificateAt(files.root).fingerprint256)
    for (const line of [`TLS_CERT=${files.cert}`, `TLS_KEY=${files.key}`, 'MEDIA_ANNOUNCED_ADDRESS=10.1.2.3'])
      expect(said).toContain(line)
    expect(run()).toContain('không phải cài lại')
  })
})

describe('a certificate that the configuration names', () => {
  const problem = (files: CertificateFiles, at = now) => {
    try {
      readServerCertificate(files, at)
    } catch (error) {
      if (error instanceof AppError) return error
    }
    throw new Error('the certificate was accepted')
  }

  it('is known by its names, those of the subject do not count', () => {
    const certificate = readServerCertificate(issued.files, now)
    expect(certificate.covers('dc.tinh.local')).toBe(true)
    expect(certificate.covers('10.1.2.3')).toBe(true)
    expect(certificate.covers('2001:db8::7')).toBe(true)
    expect(certificate.covers('tinh.local')).toBe(false)
    const { key } = issued.files
    const cert = join(directory, 'named-by-subject.pem')
    openssl(...`req -x509 -new -key ${key} -subj /CN=dc.tinh.local -days 10 -out ${cert}`.split(' '))
    expect(readServerCertificate({ cert, key }, Date.now() + 1000).covers('dc.tinh.local')).toBe(false)
  })

  it.each(['cert', 'key'] as const)('is refused when there is no %s file', (which) => {
    const missing = join(directory, 'nowhere.pem')
    expect(problem({ ...issued.files, [which]: missing }).message).toContain(`no file ${missing}`)
  })

  it('is refused with the key of another', () => {
    const other = issueServerCertificate(join(directory, 'other'), ['dc.tinh.local'], now)
    const error = problem({ cert: issued.files.cert, key: other.files.key })
    expect(error.code).toBe('config/invalid')
    expect(error.detail.problems).toHaveProperty('TLS_KEY')
    expect(error.message).toContain('is not the key of')
  })

  it('is refused once it has expired, and before it is valid', () => {
    expect(problem(issued.files, now + 398 * DAY).message).toContain('has expired on')
    expect(problem(issued.files, now - 2 * DAY).message).toContain('is not valid before')
  })

  it('is refused when the files are something else', () => {
    const { cert, key } = issued.files
    expect(problem({ cert: key, key }).message).toContain('is not a PEM certificate')
    expect(problem({ cert, key: cert }).message).toContain('is not a PEM key')
    const locked = join(directory, 'locked.pem')
    openssl('pkcs8', '-topk8', '-in', key, '-out', locked, '-passout', 'pass:secret')
    expect(problem({ cert, key: locked }).message).toContain('passphrase')
  })

  it('is spoken of at the start when it does not fit or ends soon', () => {
    const certificate = readServerCertificate(issued.files, now)
    const at = (publicUrl: string, instant = now) =>
      networkWarnings({ host: '0.0.0.0', publicUrl }, certificate, instant)
    expect(at('https://dc.tinh.local')).toEqual([])
    expect(at('https://[2001:db8::7]:8443')).toEqual([])
    expect(at('https://dc.example.vn').join()).toContain('dc.example.vn')
    expect(at('https://dc.tinh.local', now + 390.5 * DAY).join()).toContain('còn hạn 5 ngày')
  })

  it('is missed at the start where other computers would have no camera', () => {
    const without = (host: string, publicUrl: string) => networkWarnings({ host, publicUrl }, undefined, now)
    expect(without('0.0.0.0', 'http://10.1.2.3:3000').join()).toContain('KHÔNG có camera')
    expect(without('127.0.0.1', 'http://localhost:3000')).toEqual([])
    expect(without('0.0.0.0', 'https://behind-a-proxy.example.vn')).toEqual([])
  })
})

describe('a server with a certificate', () => {
  const closing: (() => unknown)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
  })

  async function serve(publicUrl: string, files: CertificateFiles) {
    const certificate = readServerCertificate(files, now)
    const web = await openWeb({ logLevel: 'silent', publicUrl, certificate, pages: null })
    closing.push(() => web.close())
    await web.listen({ port: 0, host: '127.0.0.1' })
    const { port } = web.server.address() as AddressInfo
    return { port, server: web.server as Server }
  }

  /** One request over a new connection: the headers of the answer, and the serial number that was shown. */
  function ask(port: number) {
    const options: RequestOptions = { port, host: '127.0.0.1', servername: 'dc.tinh.local', agent: false }
    return new Promise<{ status: number | undefined; hsts: unknown; serial: string }>((resolve, reject) => {
      request({ ...options, path: '/api/openapi.json', ca: readFileSync(issued.files.root) }, (response) => {
        const { serialNumber } = (response.socket as TLSSocket).getPeerCertificate()
        const hsts = response.headers['strict-transport-security']
        response
          .resume()
          .on('end', () => resolve({ status: response.statusCode, hsts, serial: serialNumber }))
      })
        .on('error', reject)
        .end()
    })
  }

  it('answers over HTTPS to who trusts the root', async () => {
    const { port } = await serve('https://dc.tinh.local', issued.files)
    expect(await ask(port)).toMatchObject({ status: 200, hsts: undefined })
  })

  it('binds browsers to HTTPS under a public name alone', async () => {
    const { port } = await serve('https://diemcau.example.vn', issued.files)
    expect((await ask(port)).hsts).toBe('max-age=15552000')
    for (const not of ['http://diemcau.example.vn', 'https://diemcau.example.vn:8443', 'https://10.1.2.3'])
      expect(isRemembered(not)).toBe(false)
    for (const closed of [
      'https://localhost',
      'https://dc.tinh.local',
      'https://dc',
      'https://[2001:db8::7]',
    ])
      expect(isRemembered(closed)).toBe(false)
  })

  it('takes a renewed certificate into use without a restart, and keeps the old one rather than a broken one', async () => {
    const files = { cert: join(directory, 'followed.pem'), key: join(directory, 'followed-key.pem') }
    const put = (from: CertificateFiles) => {
      copyFileSync(from.key, files.key)
      copyFileSync(from.cert, files.cert)
    }
    put(issued.files)
    const { port, server } = await serve('https://dc.tinh.local', files)
    const refused: unknown[] = []
    closing.push(
      followCertificate({
        files,
        now: () => now,
        renewed: ({ cert, key }) => server.setSecureContext({ cert, key }),
        refused: (error) => refused.push(error),
        interval: 20,
      }),
    )
    const before = (await ask(port)).serial
    writeFileSync(files.cert, 'half of a certif')
    await until('the broken file was looked at', () => refused.length > 0)
    expect((await ask(port)).serial).toBe(before)

    const renewed = issueServerCertificate(join(directory, 'tls'), [], now)
    put(renewed.files)
    const serial = certificateAt(renewed.files.cert).serialNumber
    expect(serial).not.toBe(before)
    await until('the new certificate is shown', async () => (await ask(port)).serial === serial)
  })
})
