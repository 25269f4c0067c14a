import { createPrivateKey } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import forge from 'node-forge'

/** What the thread is given. */
export interface Pkcs12Job {
  readonly file: Uint8Array
  readonly passphrase: string
}

/** What a PKCS#12 file holds, each DER; the key as PKCS#8. */
export interface Pkcs12Contents {
  readonly key: Uint8Array
  readonly certificates: readonly Uint8Array[]
}

parentPort?.postMessage(open(workerData as Pkcs12Job))

/** @throws Error for a wrong passphrase or file */
function open({ file, passphrase }: Pkcs12Job): Pkcs12Contents {
  const store = openStore(Buffer.from(file).toString('latin1'), passphrase.normalize('NFC'))
  const raw = (asn1: Parameters<typeof forge.asn1.toDer>[0]) =>
    Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'latin1')
  const bags = store.safeContents.flatMap((content) => content.safeBags)
  // Read from each bag's own ASN.1: the parsed forms exist for RSA only.
  const keyBag = bags.find(
    (bag) => bag.type === forge.pki.oids.pkcs8ShroudedKeyBag || bag.type === forge.pki.oids.keyBag,
  )
  if (!keyBag) throw new RangeError('no private key')
  const keyDer = keyBag.key
    ? raw(forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(keyBag.key)))
    : raw(keyBag.asn1)
  const certificates = bags
    .filter((bag) => bag.type === forge.pki.oids.certBag)
    .map((bag) => raw(bag.cert ? forge.pki.certificateToAsn1(bag.cert) : bag.asn1))
  const key = createPrivateKey({ key: keyDer, format: 'der', type: 'pkcs8' })
  return { key: key.export({ format: 'der', type: 'pkcs8' }), certificates }
}

/**
 * The older schemes take the passphrase as UTF-16, PBES2 as UTF-8 octets, and the library the same for both. So a
 * passphrase beyond ASCII is tried as UTF-8, too, without the file's checksum, which always takes UTF-16: that the
 * key fits the certificate shows as much.
 */
function openStore(file: string, passphrase: string) {
  try {
    return forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(file), false, passphrase)
  } catch (error) {
    const octets = Buffer.from(passphrase, 'utf8').toString('latin1')
    if (octets === passphrase) throw error
    const store = forge.asn1.fromDer(file)
    if (Array.isArray(store.value)) store.value.splice(2)
    return forge.pkcs12.pkcs12FromAsn1(store, false, octets)
  }
}
