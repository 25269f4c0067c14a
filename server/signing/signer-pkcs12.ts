import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { AppError } from '../errors.ts'
import type { Hash, Scheme } from './algorithms.ts'
import { type Certificate, readCertificate } from './certificate.ts'
import { orderChain } from './chain-order.ts'
import { type Signer, signerFromKey } from './signer.ts'

/**
 * A signer from a PKCS#12 file (RFC 7292), RSA or EC. The passphrase is used once and not kept.
 * @throws AppError `signing/pkcs12-unreadable` for a wrong passphrase or file, `signing/certificate-refused`
 *   when it holds no certificate of its key
 */
export async function signerFromPkcs12(
  file: Uint8Array,
  passphrase: string,
  choice: { scheme?: Scheme; hash?: Hash } = {},
): Promise<Signer> {
  const { key, certificates } = await open(file, passphrase)
  const own = certificates.find((certificate) => isKeyOf(certificate, key))
  if (!own) throw new AppError('signing/certificate-refused', { reason: 'missing' })
  const chain = orderChain(own, certificates).map(({ der }) => der)
  return signerFromKey(key, chain, choice)
}

async function open(file: Uint8Array, passphrase: string) {
  const { default: forge } = await import('node-forge')
  try {
    const store = openStore(forge, Buffer.from(file).toString('latin1'), passphrase.normalize('NFC'))
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
      .map((bag) => readCertificate(raw(bag.cert ? forge.pki.certificateToAsn1(bag.cert) : bag.asn1)))
    const key = createPrivateKey({ key: keyDer, format: 'der', type: 'pkcs8' })
    return { key, certificates }
  } catch (cause) {
    throw new AppError('signing/pkcs12-unreadable', {}, { cause })
  }
}

/**
 * The older schemes take the passphrase as UTF-16, PBES2 as UTF-8 octets, and the library the same for both. So a
 * passphrase beyond ASCII is tried as UTF-8, too, without the file's checksum, which always takes UTF-16: that the
 * key fits the certificate shows as much.
 */
function openStore(forge: typeof import('node-forge'), file: string, passphrase: string) {
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

function isKeyOf(certificate: Certificate, key: KeyObject): boolean {
  const spki = (each: KeyObject) => each.export({ format: 'der', type: 'spki' })
  return spki(certificate.publicKey).equals(spki(createPublicKey(key)))
}
