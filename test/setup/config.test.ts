import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { localOrigin, readConfig } from '../../server/config.ts'
import { AppError } from '../../server/errors.ts'

function refusal(env: Record<string, string>): AppError {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof AppError) return error
  }
  throw new Error('the configuration was accepted')
}

describe('the configuration', () => {
  it('needs nothing: a demonstration on this computer alone', () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      dataDir: resolve('data'),
      databaseUrl: undefined,
      publicUrl: 'http://localhost:3000',
      tls: undefined,
      mediaListenIp: '127.0.0.1',
      mediaAnnouncedAddress: undefined,
      mediaPort: 40000,
      maxBridges: 128,
      maxBridgesNode: 256,
      turn: undefined,
      recordingDays: 30,
      trustedRoots: undefined,
      tsa: undefined,
      demo: true,
      logLevel: 'info',
    })
  })

  it('takes every variable', () => {
    const config = readConfig({
      PORT: '8080',
      HOST: '0.0.0.0',
      DATA_DIR: '/srv/diem-cau',
      DATABASE_URL: 'postgres://app:secret@db/diemcau',
      PUBLIC_URL: 'https://diemcau.example.vn/',
      TLS_CERT: '/etc/diem-cau/server.pem',
      TLS_KEY: '/etc/diem-cau/server-key.pem',
      MEDIA_LISTEN_IP: '0.0.0.0',
      MEDIA_ANNOUNCED_ADDRESS: '203.0.113.7',
      MEDIA_PORT: '50000',
      MAX_BRIDGES: '64',
      MAX_BRIDGES_NODE: '96',
      RECORDING_DAYS: '7',
      TURN_URLS: 'turns:turn.example.vn:443?transport=tcp, turn:198.51.100.4:3478',
      TURN_SECRET: 'sixteen letters.',
      TRUSTED_ROOTS: '/etc/diem-cau/roots.pem',
      TSA_URL: 'https://minutes:secret@tsa.example.vn/sign',
      TSA_TIMEOUT_SECONDS: '240',
      DEMO: '0',
      LOG_LEVEL: 'warn',
    })
    expect(config).toEqual({
      port: 8080,
      host: '0.0.0.0',
      dataDir: '/srv/diem-cau',
      databaseUrl: 'postgres://app:secret@db/diemcau',
      publicUrl: 'https://diemcau.example.vn',
      tls: { cert: '/etc/diem-cau/server.pem', key: '/etc/diem-cau/server-key.pem' },
      mediaListenIp: '0.0.0.0',
      mediaAnnouncedAddress: '203.0.113.7',
      mediaPort: 50000,
      maxBridges: 64,
      maxBridgesNode: 96,
      recordingDays: 7,
      turn: {
        urls: ['turns:turn.example.vn:443?transport=tcp', 'turn:198.51.100.4:3478'],
        secret: 'sixteen letters.',
      },
      trustedRoots: '/etc/diem-cau/roots.pem',
      tsa: { url: 'https://minutes:secret@tsa.example.vn/sign', timeoutMs: 240_000 },
      demo: false,
      logLevel: 'warn',
    })
  })

  it('treats an empty variable as not set', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '' })).toEqual(readConfig({}))
  })

  it('names every wrong value at once', () => {
    const wrong = {
      PORT: '3000x',
      HOST: 'not a host',
      DATABASE_URL: 'mysql://db/diemcau',
      PUBLIC_URL: 'https://diemcau.example.vn/app',
      MEDIA_LISTEN_IP: 'eth0',
      MEDIA_ANNOUNCED_ADDRESS: '0.0.0.0',
      MEDIA_PORT: '65536',
      MAX_BRIDGES: '0',
      MAX_BRIDGES_NODE: '2000',
      RECORDING_DAYS: '0',
      TURN_URLS: 'turns:turn.example.vn,https://turn.example.vn',
      TSA_URL: 'tsa.example.vn',
      TSA_TIMEOUT_SECONDS: '0',
      DEMO: 'yes',
      LOG_LEVEL: 'loud',
    }
    const error = refusal(wrong)
    expect(error.code).toBe('config/invalid')
    for (const [name, value] of Object.entries(wrong)) expect(error.message).toContain(`${name}="${value}"`)
  })

  it.each(['1.5', '-1', '0x10', ' 80', '1e3', '99999'])('refuses PORT=%s', (PORT) => {
    expect(refusal({ PORT }).detail.problems).toHaveProperty('PORT')
  })

  it('asks for an announced address when media listens on a wildcard', () => {
    expect(refusal({ MEDIA_LISTEN_IP: '0.0.0.0' }).message).toContain('MEDIA_ANNOUNCED_ADDRESS')
  })

  it('does not print a password that stands in a wrong value', () => {
    expect(refusal({ DATABASE_URL: 'http://app:hunter2@db/x' }).message).not.toContain('hunter2')
  })

  it('does not print a secret that is too short', () => {
    const { message } = refusal({ TURN_URLS: 'turn:192.0.2.1', TURN_SECRET: 'hunter2' })
    expect(message).toContain('TURN_SECRET')
    expect(message).not.toContain('hunter2')
  })

  it.each([
    [{ TLS_CERT: 'server.pem' }, 'TLS_KEY'],
    [{ TLS_KEY: 'server-key.pem' }, 'TLS_CERT'],
    [{ TURN_URLS: 'turn:192.0.2.1' }, 'TURN_SECRET'],
    [{ TURN_SECRET: 'sixteen letters.' }, 'TURN_URLS'],
  ])('asks for the other half of %j', (env, missing) => {
    expect(refusal(env).detail.problems).toHaveProperty(missing)
  })

  it('makes links secure when it serves with a certificate, and refuses that they are not', () => {
    const tls = { TLS_CERT: 'server.pem', TLS_KEY: 'server-key.pem' }
    expect(readConfig({ ...tls, PORT: '8443' })).toMatchObject({
      publicUrl: 'https://localhost:8443',
      tls: { cert: resolve('server.pem'), key: resolve('server-key.pem') },
    })
    expect(refusal({ ...tls, PUBLIC_URL: 'http://dc.tinh.local' }).detail.problems).toHaveProperty(
      'PUBLIC_URL',
    )
  })

  it('gives links that browsers take for secure on this computer', () => {
    expect(localOrigin('127.0.0.1', 3000)).toBe('http://localhost:3000')
    expect(localOrigin('0.0.0.0', 3000)).toBe('http://localhost:3000')
    expect(localOrigin('192.0.2.1', 3000)).toBe('http://192.0.2.1:3000')
    expect(localOrigin('2001:db8::1', 3000)).toBe('http://[2001:db8::1]:3000')
  })
})
