import { PROFILE_VALIDITY } from '../../domain/profile-validity.ts'
import { partyHd36 } from './party-hd36-2018.ts'
import type { Profile } from './profile.ts'

/** Party documents, Hướng dẫn 05-HD/VPTW of 2026. */
export const partyHd05: Profile = {
  ...partyHd36,
  id: 'party-hd05-2026',
  source: 'Hướng dẫn 05-HD/VPTW năm 2026',
  validity: PROFILE_VALIDITY['party-hd05-2026'],
  page: { top: 20, bottom: 20, left: 30, right: 15 },
  heading: {
    ...partyHd36.heading,
    right: [{ text: 'ĐẢNG CỘNG SẢN VIỆT NAM', size: 15, bold: true }], // 14 or 15 (?)
    superior: { size: 14 }, // 13 or 14 (?)
    body: { size: 14, bold: true }, // 13 or 14 (?)
  },
  title: { size: 15, bold: true },
  subject: { size: 14, bold: true, rule: null },
  body: { size: 14, leading: 18, firstLineMm: 10, paragraphGap: 6, align: 'justify' }, // exactly 18–20 pt (?)
  documents: {
    ...partyHd36.documents,
    // (?) the authority, T/M, is bold, the title in capitals is not; the blocks of minutes stay as they were
    notice: { ...partyHd36.documents.notice, signatureTitle: { bold: false } },
  },
  recipients: {
    ...partyHd36.recipients,
    headingText: { size: 14, underline: true },
    separator: ';',
  },
}
