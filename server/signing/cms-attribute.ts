import { AppError } from '../errors.ts'
import {
  children,
  context,
  type Der,
  DerError,
  expectTag,
  readOid,
  readOnly,
  sequenceItems,
  setItems,
  tags,
} from './asn1/der.ts'
import { element, oid, sequence, setOf } from './asn1/der-write.ts'
import { oids } from './asn1/oids.ts'

/**
 * The SignedData with a timestamp token over its signature (id-aa-signatureTimeStampToken, RFC 3161, appendix A). The
 * attribute is unsigned: the signature stays what it is.
 * @throws AppError `signing/already-stamped`; DerError when it is no SignedData with one signer
 */
export function withSignatureTimestamp(container: Uint8Array, token: Uint8Array): Buffer {
  const [type, wrapped] = sequenceItems(readOnly(container))
  const parts = sequenceItems(children(expectTag(wrapped, context(0, true)))[0])
  const signers = setItems(parts.pop())
  const [signer] = signers
  if (!type || !signer || signers.length !== 1) throw new DerError('not exactly one signer')
  const items = sequenceItems(signer)
  const last = items.at(-1)
  const held = last?.tag === context(1, true) ? children(last) : []
  if (held.some((attribute) => readOid(sequenceItems(attribute)[0]) === oids.signatureTimeStamp))
    throw new AppError('signing/already-stamped')
  const kept = held.length > 0 ? items.slice(0, -1) : items
  const attributes = [...raw(held), sequence(oid(oids.signatureTimeStamp), setOf(token))]
  const stamped = sequence(...raw(kept), element(context(1, true), ...attributes.sort(Buffer.compare)))
  const content = sequence(...raw(parts), element(tags.set, stamped))
  return sequence(type.raw, element(context(0, true), content))
}

function raw(elements: readonly Der[]): Uint8Array[] {
  return elements.map((each) => each.raw)
}
