import type { DocumentKind } from '../../templates/document-kind.ts'
import { type Profile, type ProfileId, profileOf } from '../../templates/profiles/index.ts'
import { PdfError } from '../signing/pdf/pdf-error.ts'
import { checkClosing } from './check-closing.ts'
import { checkFile } from './check-file.ts'
import { checkHead } from './check-head.ts'
import { checkPages } from './check-pages.ts'
import { checkText } from './check-text.ts'
import { Findings, type FormFinding } from './finding.ts'
import { readDocument } from './read-document.ts'
import { zonesOf } from './zones.ts'

export type { FormFinding } from './finding.ts'

/**
 * Reads a finished PDF back and compares its form with a profile, a legal one or one with a body's departures: paper,
 * margins, page numbers, head, text, required parts, signatures, recipients, fonts, colours. Empty for a document in
 * form. Never throws; what a hostile file may cost is bounded (64 MB inflated, 4 s).
 */
export function checkForm(
  pdf: Uint8Array,
  profile: ProfileId | Profile,
  document: DocumentKind,
): readonly FormFinding[] {
  const found = new Findings()
  try {
    const form = typeof profile === 'string' ? profileOf(profile) : profile
    const zones = zonesOf(readDocument(pdf), form, document)
    checkPages(zones, found)
    checkHead(zones, found)
    checkText(zones, found)
    checkClosing(zones, found)
    checkFile(zones, found)
  } catch (error) {
    const code = error instanceof PdfError ? error.code : 'damaged'
    if (code === 'too-complex') found.add('file/too-complex')
    else found.add('file/unreadable', undefined, { found: code })
  }
  return found.all()
}
