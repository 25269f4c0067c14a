import { oids } from './asn1/oids.ts'
import type { CertificateContents } from './issue-certificate.ts'

/** Stands in the subject of every demonstration certificate. */
export const demoMark = 'TÀI LIỆU MINH HỌA – KHÔNG CÓ GIÁ TRỊ'

/** Whom the demonstration signs for, in the order of the fields. */
export const demoFields = ['secretary', 'chair', 'organ'] as const
export type DemoField = (typeof demoFields)[number]

/** Common names of the demonstration's signers; never a real person's. */
export const demoSignerNames: Readonly<Record<DemoField, string>> = {
  secretary: 'Thư ký (minh họa)',
  chair: 'Chủ trì (minh họa)',
  organ: 'Con dấu cơ quan (minh họa)',
}

/** Everybody below the issuing authority: the signers, the timestamp authority, the OCSP responder. */
export const demoHolders = [...demoFields, 'tsa', 'ocsp'] as const
export type DemoHolder = (typeof demoHolders)[number]

export const demoHolderNames: Readonly<Record<DemoHolder, string>> = {
  ...demoSignerNames,
  tsa: 'Điểm Cầu – Dấu thời gian (minh họa)',
  ocsp: 'Điểm Cầu – Trạng thái chứng thư (minh họa)',
}

export const demoRootName = 'Điểm Cầu – CA gốc (minh họa)'
export const demoIssuingName = 'Điểm Cầu – CA cấp chứng thư (minh họa)'

/** A name that no network resolves (RFC 6761): verifiers want to see where revocation would be published. */
export const demoCrlUrl = 'http://pki.invalid/diem-cau-minh-hoa.crl'

type Uses = Pick<
  CertificateContents,
  'keyUsage' | 'extendedKeyUsage' | 'criticalExtendedKeyUsage' | 'crlUrl' | 'ocspNoCheck'
>

const signs: Uses = {
  keyUsage: ['digitalSignature', 'nonRepudiation'],
  extendedKeyUsage: [oids.emailProtection, oids.documentSigning],
  crlUrl: demoCrlUrl,
}

/** What each certificate is for. */
export const demoUses: Readonly<Record<DemoHolder, Uses>> = {
  secretary: signs,
  chair: signs,
  organ: signs,
  tsa: {
    keyUsage: ['digitalSignature'],
    extendedKeyUsage: [oids.timeStamping],
    criticalExtendedKeyUsage: true,
    crlUrl: demoCrlUrl,
  },
  ocsp: { keyUsage: ['digitalSignature'], extendedKeyUsage: [oids.ocspSigning], ocspNoCheck: true },
}

export function demoSubject(commonName: string): CertificateContents['subject'] {
  return [
    [oids.country, 'VN'],
    [oids.organization, demoMark],
    [oids.commonName, commonName],
  ]
}
