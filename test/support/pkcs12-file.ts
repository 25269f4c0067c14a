import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A PKCS#12 file as openssl makes it. `pem`: the private key, its certificate and those above, in one text. */
export function pkcs12File(pem: string, passphrase: string): Buffer {
  const directory = mkdtempSync(join(tmpdir(), 'diem-cau-p12-'))
  try {
    const [from, to] = [join(directory, 'key.pem'), join(directory, 'key.p12')]
    writeFileSync(from, pem, { mode: 0o600 })
    execFileSync('openssl', ['pkcs12', '-export', '-in', from, '-out', to, '-passout', 'env:PASSPHRASE'], {
      env: { ...process.env, PASSPHRASE: passphrase },
    })
    return readFileSync(to)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}
