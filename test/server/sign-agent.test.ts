import { createHash } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { listen } from '../../scripts/sign-agent/listen.ts'
import { signRemotely } from '../../scripts/sign-agent/sign-remotely.ts'
import { appendRevision } from '../../server/signing/pdf/append.ts'
import { openPdf } from '../../server/signing/pdf/pdf-file.ts'
import { bytesString, withEntries } from '../../server/signing/pdf/values.ts'
import { rewritten } from '../../server/signing/placeholder.ts'
import { prepare } from '../../server/signing/sign.ts'
import { preparedPdf } from '../signing/prepared-pdf.ts'
import { now, pki } from '../signing/signed-pdf.ts'
import { startWebServer } from '../signing/tsa-server.ts'
import { freePort } from '../support/free-port.ts'

const base = await preparedPdf()
const { signer } = pki.signers.secretary
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const document = { conference: 'Hội nghị', number: '1', version: 1, sha256: sha256(base) }

/** The file with another language, as nobody signed it. */
function altered(pdf: Uint8Array): Uint8Array {
  const file = openPdf(pdf)
  const view = file.latest()
  const catalog = withEntries(view.catalog, { Lang: bytesString(Buffer.from('en')) })
  return appendRevision(file, [rewritten(view, view.catalogNumber, catalog)], Buffer.alloc(16, 7)).bytes
}

function answerOver(pdf: Uint8Array) {
  const { chain, algorithm } = signer
  const prepared = prepare(pdf, { field: 'secretary', chain, algorithm, at: now })
  const whole = Buffer.concat([pdf, prepared.update])
  return {
    ...{ token: 'x', document, placeholder: prepared.placeholder },
    toBeSigned: base64(prepared.toBeSigned),
    update: base64(whole.subarray(base.length)),
  }
}

type Answers = Readonly<Record<'document' | 'prepare', object>>
const honest: Answers = { document: { document, file: base64(base) }, prepare: answerOver(base) }
const server = await startWebServer(() => undefined)
afterAll(() => server.close())

/** What a server that answers so gets to see: the steps asked for, how often the key was asked for and used. */
async function signAt(answers: Answers) {
  const seen = { steps: [] as string[], consents: 0, signed: 0 }
  server.answer = (response) => {
    const step = response.req.url?.split('/').at(-1) ?? ''
    seen.steps.push(step)
    const body = step === 'complete' ? {} : answers[step as keyof Answers]
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
  const where = { server: server.url, conference: 'hn', field: 'secretary', link: 'x' } as const
  const own = {
    ...signer,
    sign: (bytes: Uint8Array) => {
      seen.signed += 1
      return signer.sign(bytes)
    },
  }
  const outcome = await signRemotely(where, async () => {
    seen.consents += 1
    return own
  }).then(
    () => 'signed',
    (error: { readonly code?: string }) => error.code,
  )
  return { outcome, ...seen }
}

describe('the signing program', () => {
  test('shows the file, asks for the key, signs and hands in', async () => {
    const steps = ['document', 'prepare', 'complete']
    expect(await signAt(honest)).toEqual({ outcome: 'signed', steps, consents: 1, signed: 1 })
  })

  test('asks for no key where the file is not the one that is named', async () => {
    const wrong = { ...honest, document: { document, file: base64(altered(base)) } }
    const steps = ['document']
    expect(await signAt(wrong)).toEqual({ outcome: 'agent/not-a-signature', steps, consents: 0, signed: 0 })
  })

  const other = answerOver(altered(base))
  test.each<[string, object, string]>([
    ['another file', { ...answerOver(base), toBeSigned: other.toBeSigned }, 'agent/not-a-signature'],
    [
      'a place within the file that was shown',
      { ...answerOver(base), placeholder: { start: 10, end: 20 } },
      'agent/not-a-signature',
    ],
    [
      'a newer file than was shown',
      { ...answerOver(base), document: { ...document, sha256: '0' } },
      'signing/base-changed',
    ],
  ])('signs nothing over %s', async (_what, prepared, outcome) => {
    const steps = ['document', 'prepare']
    expect(await signAt({ ...honest, prepare: prepared })).toEqual({ outcome, steps, consents: 1, signed: 0 })
  })

  test('keeps a signature to itself under which the file would say something else', async () => {
    expect(await signAt({ ...honest, prepare: other })).toMatchObject({
      outcome: 'agent/not-a-signature',
      steps: ['document', 'prepare'],
    })
  })

  test('takes a code once, also where nothing came of it', async () => {
    const [origin, port] = ['http://diem-cau.example', await freePort()]
    const codes: string[] = []
    const waiting = await listen({
      ...{ origin, port, showCode: (code: string) => codes.push(code) },
      sign: () => Promise.reject(new Error('no PIN')),
      refusalOf: () => ({ code: 'signing/token-failed' }),
    })
    const ask = async (code: string | undefined) => {
      const response = await fetch(`http://127.0.0.1:${port}/sign`, {
        method: 'POST',
        headers: { origin },
        body: JSON.stringify({ code, conference: 'hn', field: 'secretary', link: 'x' }),
      })
      return ((await response.json()) as { readonly code?: string }).code
    }
    const [first] = codes
    expect(await ask(first)).toBe('signing/token-failed')
    expect(await ask(first)).toBe('agent/wrong-code')
    expect(codes).toHaveLength(2)
    expect(await ask(codes[1])).toBe('signing/token-failed')
    await new Promise((resolve) => waiting.close(resolve))
  })
})
