import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { signingRefusal } from '../client/minutes/signing-refusal.ts'
import { SIGN_AGENT_PORT } from '../domain/sign-agent.ts'
import { type SignatureField, signatureFields } from '../domain/signing.ts'
import { AppError } from '../server/errors.ts'
import type { Signer } from '../server/signing/signer.ts'
import { signerFromPkcs12 } from '../server/signing/signer-pkcs12.ts'
import { openToken } from '../server/signing/signers/pkcs11.ts'
import { askSecret } from './sign-agent/ask-secret.ts'
import { listen } from './sign-agent/listen.ts'
import { RefusedSigning, type RemoteSigning, signRemotely } from './sign-agent/sign-remotely.ts'

/**
 * Signs minutes on the user's own machine, where the key stays: once under a link that the page has made, or waiting
 * for the page (`--listen`). Exit code 0: signed; 1: not.
 */
const usage = `Cách dùng · Usage:
  npm run sign-agent -- --server URL --conference ID --field secretary|chair|organ KEY
  npm run sign-agent -- --listen --server URL KEY
KEY:
  --p12 FILE [--image FILE.png]
  --pkcs11 MODULE [--token LABEL] [--slot N] [--label L] [--id HEX] [--pss] [--image FILE.png]`

const given = readArguments()
if (given) await run(given)
else {
  process.stderr.write(`${usage}\n`)
  process.exitCode = 1
}

type Arguments = NonNullable<ReturnType<typeof readArguments>>

async function run(given: Arguments): Promise<void> {
  try {
    if (given.listen) await wait(given)
    else await signOnce(given)
  } catch (error) {
    process.stderr.write(`✗ ${sentenceOf(error)}\n`)
    process.exitCode = 1
  }
}

async function signOnce(given: Arguments): Promise<void> {
  const { server, conference, field } = given
  if (conference === undefined || field === undefined) throw new RefusedSigning('request/malformed')
  const link = (await askSecret('Mã ký dùng một lần (hiện trên trang) · one-time link: ')).trim()
  await sign(given, { server, conference, field, link })
  // Standard input, if it is a pipe, would keep the program waiting.
  process.exit(0)
}

async function wait(given: Arguments): Promise<void> {
  const { server: origin } = given
  await listen({
    origin,
    port: SIGN_AGENT_PORT,
    sign: ({ conference, field, link }) => sign(given, { server: origin, conference, field, link }),
    showCode: (code) => say(`Mã để nhập vào trang · code for the page: ${code.slice(0, 4)} ${code.slice(4)}`),
    refusalOf: (error) => {
      process.stderr.write(`✗ ${sentenceOf(error)}\n`)
      return error instanceof RefusedSigning || error instanceof AppError
        ? { code: error.code, detail: error.detail }
        : { code: 'signing/token-failed' }
    },
  })
  say(`Đang chờ trang của · waiting for the page of ${origin} (Ctrl-C)`)
}

async function sign(given: Arguments, where: RemoteSigning): Promise<void> {
  const image = given.image === undefined ? {} : { image: await readGiven(given.image) }
  const { sha256 } = await signRemotely({ ...where, ...image }, (document) => {
    say('Văn bản sắp ký · to be signed:')
    say(`${document.conference}\n${document.number} · bản ${document.version} · SHA-256 ${document.sha256}`)
    say('Nhập mật khẩu hoặc mã PIN là đồng ý ký; Ctrl-C để thôi · typing it is consent, Ctrl-C is none')
    return openSigner(given)
  })
  say(`✓ Đã ký · signed (${where.field}, ${sha256.slice(0, 12)}…)`)
}

/** A passphrase or PIN is asked for each signature and not kept. */
async function openSigner(given: Arguments): Promise<Signer & { close?: () => void }> {
  if (given.p12 !== undefined) {
    return signerFromPkcs12(
      await readGiven(given.p12),
      await askSecret('Mật khẩu của tệp chứng thư · passphrase: '),
    )
  }
  return openToken(given.choice, await askSecret('Mã PIN của thiết bị ký · PIN: '))
}

async function readGiven(file: string): Promise<Uint8Array> {
  return readFile(file).catch((cause: unknown) => {
    throw new RefusedSigning('agent/unreadable-file', { file }, { cause })
  })
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        server: { type: 'string' },
        conference: { type: 'string' },
        field: { type: 'string' },
        listen: { type: 'boolean', default: false },
        p12: { type: 'string' },
        image: { type: 'string' },
        pkcs11: { type: 'string' },
        token: { type: 'string' },
        slot: { type: 'string' },
        label: { type: 'string' },
        id: { type: 'string' },
        pss: { type: 'boolean', default: false },
      },
    })
    const { server, conference, listen: waits, p12, image, pkcs11, token, slot, label, id, pss } = values
    const field: SignatureField | undefined = signatureFields.find((each) => each === values.field)
    if (server === undefined || (p12 === undefined) === (pkcs11 === undefined)) return undefined
    if (!waits && (conference === undefined || field === undefined)) return undefined
    const choice = {
      module: pkcs11 ?? '',
      ...(token === undefined ? {} : { token }),
      ...(slot === undefined ? {} : { slot: Number(slot) }),
      ...(label === undefined ? {} : { label }),
      ...(id === undefined ? {} : { id }),
      ...(pss ? { scheme: 'rsa-pss' as const } : {}),
    }
    return { server: new URL(server).origin, conference, field, listen: waits, p12, image, choice }
  } catch {
    return undefined
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof RefusedSigning || error instanceof AppError) {
    const { code, detail } = error
    return signingRefusal({ ok: false, code, detail })
  }
  return error instanceof Error ? error.message : String(error)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
