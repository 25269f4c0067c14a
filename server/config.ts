import { isIP } from 'node:net'
import { resolve } from 'node:path'
import Type from 'typebox'
import { Value } from 'typebox/value'
import { AppError } from './errors.ts'
import type { CertificateFiles } from './tls/certificate.ts'
import { isTurnUri, type TurnRelays } from './turn.ts'

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** Variables that mean something only together. */
const pairs = [
  ['TLS_CERT', 'TLS_KEY'],
  ['TURN_URLS', 'TURN_SECRET'],
] as const

/** All that the environment can say, as text, with what each variable means when it is not set. */
export const environmentSchema = Type.Object({
  PORT: text(isPort, 'một số từ 0 đến 65535 / a number from 0 to 65535', '3000'),
  HOST: text(isHost, 'một địa chỉ IP hoặc tên máy / an IP address or host name', '127.0.0.1'),
  DATA_DIR: text(isPath, 'một thư mục / a directory', './data'),
  DATABASE_URL: Type.Optional(
    text(isDatabaseUrl, 'dạng / of the form postgres://user:password@host/database'),
  ),
  PUBLIC_URL: Type.Optional(
    text(isOrigin, 'dạng / of the form https://host[:port], không có đường dẫn / without a path'),
  ),
  TLS_CERT: Type.Optional(text(isPath, 'một tệp PEM / a PEM file')),
  TLS_KEY: Type.Optional(text(isPath, 'một tệp PEM / a PEM file')),
  MEDIA_LISTEN_IP: text((value) => isIP(value) !== 0, 'một địa chỉ IP / an IP address', '127.0.0.1'),
  MEDIA_ANNOUNCED_ADDRESS: Type.Optional(
    text(
      (value) => isHost(value) && !isWildcard(value),
      'địa chỉ mà trình duyệt tới được / an address that browsers can reach',
    ),
  ),
  MEDIA_PORT: text(isPort, 'một số từ 0 đến 65535 / a number from 0 to 65535', '40000'),
  MAX_BRIDGES: text(isCount, 'một số từ 1 đến 1024 / a number from 1 to 1024', '128'),
  MAX_BRIDGES_NODE: text(isCount, 'một số từ 1 đến 1024 / a number from 1 to 1024', '256'),
  TURN_URLS: Type.Optional(
    text(
      (value) => listOf(value).every(isTurnUri),
      'danh sách / a list of turn:host[:port][?transport=udp|tcp], turns:host[:port], cách bởi dấu phẩy / by commas',
    ),
  ),
  TURN_SECRET: Type.Optional(text((value) => value.length >= 16, 'ít nhất 16 ký tự / 16 characters or more')),
  RECORDING_DAYS: text(isDays, 'một số từ 1 đến 3650 / a number from 1 to 3650', '30'),
  TRUSTED_ROOTS: Type.Optional(text(isPath, 'một tệp PEM / a PEM file')),
  TSA_URL: Type.Optional(text(isWebAddress, 'dạng / of the form https://[user:password@]host[:port][/path]')),
  TSA_TIMEOUT_SECONDS: text(isTimeout, 'một số từ 1 đến 3600 / a number from 1 to 3600', '180'),
  DEMO: text((value) => value === '0' || value === '1', '0 hoặc 1 / 0 or 1', '1'),
  LOG_LEVEL: text((value) => isOneOf(logLevels, value), `một trong / one of ${logLevels.join(', ')}`, 'info'),
})

export interface Config {
  /** TCP port of pages and sockets; 0 lets the system choose. */
  readonly port: number
  /** Address that the HTTP server binds. Loopback unless asked: anything wider needs TLS, here or in front. */
  readonly host: string
  /** Certificate to serve HTTPS with; undefined serves HTTP. The files are not read here. */
  readonly tls: CertificateFiles | undefined
  /** Absolute path of the directory that holds the embedded database and the recordings. */
  readonly dataDir: string
  /** Undefined: the embedded PostgreSQL below `dataDir`. */
  readonly databaseUrl: string | undefined
  /** Origin that browsers are given in links, without a slash at the end. */
  readonly publicUrl: string
  /** Address that media workers bind. Loopback unless asked, like `host`: a demonstration opens no port to others. */
  readonly mediaListenIp: string
  /** Address for ICE candidates where it differs from `mediaListenIp` (address translation, wildcard). */
  readonly mediaAnnouncedAddress: string | undefined
  /** UDP and TCP port of the first media worker, the next worker has the next one; 0 lets the system choose. */
  readonly mediaPort: number
  /** Most halls of one conference in its media room. */
  readonly maxBridges: number
  /** Most halls of all conferences together in the media rooms of this node. */
  readonly maxBridgesNode: number
  /** Relays for halls whose firewall lets nothing else through. */
  readonly turn: TurnRelays | undefined
  /** How many days after it was spoken recorded sound is deleted. */
  readonly recordingDays: number
  /** Certificates (PEM) of the authorities that signatures and timestamps may lead to. */
  readonly trustedRoots: string | undefined
  /** Timestamp authority (RFC 3161 over HTTP) for signed files; its name and password may stand in the address. */
  readonly tsa: { readonly url: string; readonly timeoutMs: number } | undefined
  /** Demonstration: demo conference, demo certificates, every document marked as such. */
  readonly demo: boolean
  readonly logLevel: (typeof logLevels)[number]
}

/**
 * The only reader of the environment. An empty variable counts as not set.
 * @throws AppError `config/invalid` whose message and `detail.problems` name every wrong value
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.keys(environmentSchema.properties).flatMap((name) =>
    env[name] ? [[name, env[name]]] : [],
  )
  const values = Value.Default(environmentSchema, Object.fromEntries(given)) as Type.Static<
    typeof environmentSchema
  >
  const problems: Record<string, string> = {}
  // One variable at a time: TypeBox stops after eight errors.
  for (const [name, schema] of Object.entries(environmentSchema.properties)) {
    const value = env[name]
    const [error] = value ? Value.Errors(schema, value) : []
    if (error)
      problems[name] = `${name}="${withoutSecret(name, value ?? '')}": phải là / must be ${error.message}`
  }
  if (isWildcard(values.MEDIA_LISTEN_IP) && !values.MEDIA_ANNOUNCED_ADDRESS) {
    problems.MEDIA_ANNOUNCED_ADDRESS = `MEDIA_ANNOUNCED_ADDRESS: cần có khi / is needed when MEDIA_LISTEN_IP=${values.MEDIA_LISTEN_IP}`
  }
  for (const [one, other] of pairs) {
    if (values[one] && !values[other]) problems[other] ??= `${other}: cần có cùng / is needed with ${one}`
    if (values[other] && !values[one]) problems[one] ??= `${one}: cần có cùng / is needed with ${other}`
  }
  if (values.TLS_CERT && values.PUBLIC_URL?.startsWith('http:')) {
    problems.PUBLIC_URL ??= `PUBLIC_URL="${values.PUBLIC_URL}": phải là / must be https:// khi có / with TLS_CERT`
  }
  if (Object.keys(problems).length > 0) {
    const lines = Object.values(problems)
    throw new AppError('config/invalid', {
      message: `Cấu hình sai / wrong configuration:\n  ${lines.join('\n  ')}`,
      problems,
    })
  }
  const port = Number(values.PORT)
  const { TLS_CERT: cert, TLS_KEY: key, TURN_URLS: urls, TURN_SECRET: secret } = values
  const tls = cert && key ? { cert: resolve(cert), key: resolve(key) } : undefined
  return {
    port,
    host: values.HOST,
    dataDir: resolve(values.DATA_DIR),
    databaseUrl: values.DATABASE_URL,
    publicUrl: values.PUBLIC_URL ? new URL(values.PUBLIC_URL).origin : localOrigin(values.HOST, port, tls),
    tls,
    mediaListenIp: values.MEDIA_LISTEN_IP,
    mediaAnnouncedAddress: values.MEDIA_ANNOUNCED_ADDRESS,
    mediaPort: Number(values.MEDIA_PORT),
    maxBridges: Number(values.MAX_BRIDGES),
    maxBridgesNode: Number(values.MAX_BRIDGES_NODE),
    turn: urls && secret ? { urls: listOf(urls), secret } : undefined,
    recordingDays: Number(values.RECORDING_DAYS),
    trustedRoots: values.TRUSTED_ROOTS ? resolve(values.TRUSTED_ROOTS) : undefined,
    tsa: values.TSA_URL
      ? { url: values.TSA_URL, timeoutMs: Number(values.TSA_TIMEOUT_SECONDS) * 1000 }
      : undefined,
    demo: values.DEMO === '1',
    logLevel: values.LOG_LEVEL as Config['logLevel'],
  }
}

/**
 * Origin under which this computer reaches a server bound to `host`. Loopback and wildcard addresses become
 * `localhost`: the name that every browser takes for a secure context, which cameras need.
 */
export function localOrigin(host: string, port: number, tls?: CertificateFiles): string {
  const scheme = tls ? 'https' : 'http'
  if (host === '127.0.0.1' || host === '::1' || isWildcard(host)) return `${scheme}://localhost:${port}`
  return `${scheme}://${isIP(host) === 6 ? `[${host}]` : host}:${port}`
}

/** Whether only this computer reaches what is bound to `host`. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

function text(check: (value: string) => boolean, mustBe: string, otherwise?: string) {
  return Type.Refine(Type.String(otherwise === undefined ? {} : { default: otherwise }), check, () => mustBe)
}

function isPort(value: string): boolean {
  return /^\d{1,5}$/.test(value) && Number(value) <= 65_535
}

function isCount(value: string): boolean {
  return /^[1-9]\d{0,3}$/.test(value) && Number(value) <= 1024
}

function isDays(value: string): boolean {
  return /^[1-9]\d{0,3}$/.test(value) && Number(value) <= 3650
}

function isTimeout(value: string): boolean {
  return /^[1-9]\d{0,3}$/.test(value) && Number(value) <= 3600
}

/** An IP address, or a host name in ASCII. */
export function isHost(value: string): boolean {
  return isIP(value) !== 0 || /^(?!-)[a-z\d-]{1,63}(\.[a-z\d-]{1,63})*$/i.test(value)
}

function isWildcard(value: string): boolean {
  return value === '0.0.0.0' || value === '::'
}

function isPath(value: string): boolean {
  return !value.includes('\0')
}

function isDatabaseUrl(value: string): boolean {
  return URL.canParse(value) && /^postgres(ql)?:$/.test(new URL(value).protocol)
}

function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { protocol, pathname, search, hash, username } = new URL(value)
  return /^https?:$/.test(protocol) && pathname === '/' && !search && !hash && !username
}

function isWebAddress(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
}

function isOneOf<T extends string>(choices: readonly T[], value: string): boolean {
  return choices.some((choice) => choice === value)
}

function listOf(value: string): readonly string[] {
  return value.split(',').map((item) => item.trim())
}

/** A wrong value is shown to whoever reads the console, a secret or a password inside it is not. */
function withoutSecret(name: string, value: string): string {
  return name === 'TURN_SECRET' ? '…' : value.replace(/:[^:@/]*@/, ':…@')
}
