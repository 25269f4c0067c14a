import { type ExecFileSyncOptions, execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { AppError } from '../../server/errors.ts'
import { digest } from '../../server/signing/algorithms.ts'
import { readCertificate } from '../../server/signing/certificate.ts'
import { timestampSignature } from '../../server/signing/stamp-signature.ts'
import { checkToken, stampedBy } from '../../server/signing/timestamp/check-token.ts'
import { demoTsa } from '../../server/signing/timestamp/demo-tsa.ts'
import { httpTimestamp } from '../../server/signing/timestamp/http-timestamp.ts'
import { timestampRequest } from '../../server/signing/timestamp/request.ts'
import { refusedResponse, tokenOf } from '../../server/signing/timestamp/response.ts'
import { codes, judge, now, pki, signedSteps } from './signed-pdf.ts'
import { reply, stamps, startWebServer, tsa } from './tsa-server.ts'

const directory = mkdtempSync(join(tmpdir(), 'timestamps-'))
const server = await startWebServer(stamps)
afterAll(async () => {
  await server.close()
  rmSync(directory, { recursive: true })
})
const path = (file: string) => join(directory, file)
const said = Buffer.from('biên bản')
const imprint = digest('sha256', said)
const quiet = { stdio: ['ignore', 'pipe', 'ignore'] } satisfies ExecFileSyncOptions
const patient = { url: server.url, timeoutMs: 60_000 }

async function refusal(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(AppError)
  return error as AppError
}

describe('a token of the demonstration', () => {
  test('says what was stamped, when, by whom, and until when that can be checked', async () => {
    const token = checkToken(await tsa.timestamp('sha256', imprint), { hash: 'sha256', digest: imprint })
    expect(stampedBy(token)).toEqual({
      by: 'Điểm Cầu – Dấu thời gian (minh họa)',
      time: now,
      until: readCertificate(pki.tsa.signer.chain[0] as Uint8Array).notAfter,
    })
  })

  test('is right for openssl, alone and in its response, and wrong over other bytes', async () => {
    writeFileSync(path('root.pem'), pki.rootPem)
    writeFileSync(path('issuing.pem'), pki.issuingPem)
    writeFileSync(path('said.txt'), said)
    writeFileSync(path('other.txt'), 'bản khác')
    const query = timestampRequest('sha256', imprint, Buffer.from('a nonce'))
    writeFileSync(path('query.tsq'), query)
    const response = await tsa.respond(query)
    writeFileSync(path('response.tsr'), response)
    writeFileSync(path('token.der'), tokenOf(response))
    const trust = ['-CAfile', path('root.pem'), '-untrusted', path('issuing.pem'), '-attime', `${now / 1000}`]
    const verified = (...args: string[]) => {
      return spawnSync('openssl', ['ts', '-verify', ...args, ...trust])
        .stdout.toString()
        .trim()
    }
    expect(verified('-queryfile', path('query.tsq'), '-in', path('response.tsr'))).toBe('Verification: OK')
    const token = ['-token_in', '-in', path('token.der')]
    expect(verified('-data', path('said.txt'), ...token)).toBe('Verification: OK')
    expect(verified('-data', path('other.txt'), ...token)).not.toBe('Verification: OK')
    const shown = execFileSync(
      'openssl',
      ['ts', '-reply', '-in', path('response.tsr'), '-text'],
      quiet,
    ).toString()
    expect(shown).toContain('Status: Granted.')
    expect(shown).toContain('Policy OID: 2.999.1')
  })

  test('is asked for by openssl’s own request, too', async () => {
    const query = execFileSync(
      'openssl',
      ['ts', '-query', '-data', path('said.txt'), '-sha256', '-cert'],
      quiet,
    )
    writeFileSync(path('theirs.tsq'), query)
    writeFileSync(path('theirs.tsr'), await tsa.respond(query))
    const files = ['-queryfile', path('theirs.tsq'), '-in', path('theirs.tsr')]
    const trust = ['-CAfile', path('root.pem'), '-untrusted', path('issuing.pem'), '-attime', `${now / 1000}`]
    expect(execFileSync('openssl', ['ts', '-verify', ...files, ...trust], quiet).toString()).toContain('OK')
  })

  test('is not given for what is no request', async () => {
    const error = (() => tsa.respond(Buffer.from('xin chào')).then(tokenOf))()
    expect(await refusal(error)).toMatchObject({ code: 'signing/timestamp-refused', detail: { status: 2 } })
  })
})

describe('an authority over HTTP', () => {
  test('gives a token that repeats the nonce of this request', async () => {
    let sent: unknown
    server.answer = (response, request, headers) => {
      sent = headers
      return stamps(response, request, headers)
    }
    const url = new URL(server.url)
    url.username = 'biên bản'
    url.password = 'mật khẩu'
    const first = await httpTimestamp({ ...patient, url: url.href })('sha256', imprint)
    expect(sent).toMatchObject({
      'content-type': 'application/timestamp-query',
      authorization: `Basic ${Buffer.from('biên bản:mật khẩu').toString('base64')}`,
    })
    const second = await httpTimestamp(patient)('sha256', imprint)
    const nonces = [first, second].map((token) => {
      return Buffer.from(checkToken(token, { hash: 'sha256', digest: imprint }).nonce ?? [])
    })
    expect(nonces[0]?.length).toBeGreaterThanOrEqual(8)
    expect(nonces[0]).not.toEqual(nonces[1])
  })

  test('may be of another maker: openssl’s tokens are read and embedded as they are', async () => {
    writeFileSync(path('tsa.pem'), pki.tsa.certificatePem)
    writeFileSync(path('tsa-key.pem'), pki.tsa.keyPem)
    writeFileSync(path('chain.pem'), pki.issuingPem)
    writeFileSync(path('serial'), '01')
    const lines = [
      '[tsa]\ndefault_tsa = own\n[own]',
      `serial = ${path('serial')}\nsigner_cert = ${path('tsa.pem')}\nsigner_key = ${path('tsa-key.pem')}`,
      `certs = ${path('chain.pem')}\nsigner_digest = sha256\ndigests = sha256\ndefault_policy = 2.999.2`,
      'accuracy = secs:1, millisecs:500\nclock_precision_digits = 3\ness_cert_id_chain = yes\n',
    ]
    writeFileSync(path('tsa.cnf'), lines.join('\n'))
    server.answer = (response, request) => {
      writeFileSync(path('asked.tsq'), request)
      const files = ['-config', path('tsa.cnf'), '-queryfile', path('asked.tsq')]
      reply(
        response,
        execFileSync('openssl', ['ts', '-reply', ...files], { stdio: ['ignore', 'pipe', 'ignore'] }),
      )
    }
    const token = await httpTimestamp(patient)('sha256', imprint)
    const read = checkToken(token, { hash: 'sha256', digest: imprint })
    expect([read.policy, read.accuracyMs]).toEqual(['2.999.2', 1500])
    const { secretary } = await signedSteps()
    const stamped = await timestampSignature(secretary, 'secretary', httpTimestamp(patient), {
      roots: [pki.rootPem],
    })
    expect(stamped.by).toBe('Điểm Cầu – Dấu thời gian (minh họa)')
    const verdict = judge(stamped.bytes, [pki.rootPem], Date.now())
    expect(codes(verdict)).toEqual([])
  })

  const other = digest('sha256', Buffer.from('khác'))
  const respond = (request: Uint8Array) => tsa.respond(request)
  const signerAsTsa = demoTsa(pki.signers.chair.signer, () => now)
  const endedTsa = demoTsa(pki.tsa.signer, () => Date.UTC(2050, 0, 1))
  const flipped = async (request: Uint8Array) => {
    const bytes = Buffer.from(await respond(request))
    bytes[bytes.length - 9] = (bytes[bytes.length - 9] ?? 0) ^ 1
    return bytes
  }
  const nonce = Buffer.from('another nonce')
  test.each([
    ['imprint', () => respond(timestampRequest('sha256', other, nonce))],
    ['nonce', () => respond(timestampRequest('sha256', imprint, nonce))],
    ['signature', flipped],
    ['usage', (request: Uint8Array) => signerAsTsa.respond(request)],
    ['validity', (request: Uint8Array) => endedTsa.respond(request)],
    ['unreadable', () => Promise.resolve(Buffer.from('<html>'))],
    ['unreadable', () => Promise.resolve(Buffer.alloc(0))],
  ])('is not believed when the token has a wrong %s', async (problem, answer) => {
    server.answer = async (response, request) => reply(response, await answer(request))
    expect(await refusal(httpTimestamp(patient)('sha256', imprint))).toMatchObject({
      code: 'signing/timestamp-wrong',
      detail: { problem },
    })
  })

  test('is not believed when it answers a page', async () => {
    server.answer = async (response, request) => reply(response, await tsa.respond(request), 'text/html')
    expect(await refusal(httpTimestamp(patient)('sha256', imprint))).toMatchObject({
      code: 'signing/timestamp-wrong',
      detail: { problem: 'content-type' },
    })
  })

  test('may refuse, in its own words', async () => {
    server.answer = (response) => reply(response, refusedResponse('hết hạn mức'))
    expect(await refusal(httpTimestamp(patient)('sha256', imprint))).toMatchObject({
      code: 'signing/timestamp-refused',
      detail: { status: 2, text: 'hết hạn mức' },
    })
  })

  test('is out of reach when it fails, floods, leads elsewhere, hangs, or is not there', async () => {
    const problem = async (answer: typeof server.answer, timeoutMs = 60_000) => {
      server.answer = answer
      const error = await refusal(httpTimestamp({ url: server.url, timeoutMs })('sha256', imprint))
      expect(error.code).toBe('signing/timestamp-unreachable')
      return error.detail.problem
    }
    expect(await problem((response) => response.writeHead(500).end())).toBe('status 500')
    expect(await problem((response) => reply(response, Buffer.alloc(70_000)))).toBe('answer too large')
    const elsewhere = { location: 'http://127.0.0.1:9/' }
    expect(await problem((response) => response.writeHead(302, elsewhere).end())).toBe('status 302')
    expect(await problem(() => undefined, 200)).toBe('no answer in time')
    const drip = (response: Parameters<typeof reply>[0]) => response.writeHead(200).write('0')
    expect(await problem(drip, 200)).toBe('no answer in time')
    const gone = await startWebServer(stamps)
    await gone.close()
    const error = await refusal(httpTimestamp({ ...patient, url: gone.url })('sha256', imprint))
    expect(error.code).toBe('signing/timestamp-unreachable')
    const file = await refusal(httpTimestamp({ ...patient, url: 'file:///etc/hosts' })('sha256', imprint))
    expect(file.detail.problem).toBe('not an http address')
  })

  test('is given up when the server closes', async () => {
    const closing = new AbortController()
    server.answer = () => closing.abort()
    const stamping = httpTimestamp({ ...patient, signal: closing.signal })('sha256', imprint)
    expect((await refusal(stamping)).code).toBe('signing/timestamp-unreachable')
  })
})
