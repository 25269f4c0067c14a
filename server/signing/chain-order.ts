import type { Certificate } from './certificate.ts'

/** A certificate with its issuers upwards, as far as they are among `all`. */
export function orderChain(own: Certificate, all: readonly Certificate[]): Certificate[] {
  const chain = [own]
  for (let last = own; chain.length <= all.length; ) {
    const issuer = all.find(
      (each) =>
        !chain.some((held) => Buffer.compare(held.der, each.der) === 0) &&
        Buffer.compare(each.subjectDer, last.issuerDer) === 0,
    )
    if (!issuer) break
    chain.push(issuer)
    last = issuer
  }
  return chain
}
