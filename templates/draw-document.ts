import type { DocumentKind } from './document-kind.ts'
import type { MinutesView } from './minutes-view.ts'
import { MissingGlyphError } from './missing-glyph.ts'
import { drawFile } from './page/drawing.ts'
import { setBlocks } from './page/setting.ts'
import { openSheet, type Sheet } from './page/sheet.ts'
import { titleItems } from './page/title.ts'
import type { Attachment } from './pdf/attachment.ts'
import type { Item } from './pdf/flow.ts'
import { profileOf, signatureTitle } from './profiles/index.ts'
import type { TextBlock } from './text-block.ts'
import { unprintable } from './unprintable.ts'

/** What every document's view begins with. */
export type DocumentView = Pick<
  MinutesView,
  | 'profile'
  | 'profileOverrides'
  | 'demonstration'
  | 'draft'
  | 'superior'
  | 'body'
  | 'subject'
  | 'simulatedClock'
  | 'log'
>

/** What one kind of document adds to the form that all share. */
export type DocumentContent = {
  readonly kind: DocumentKind
  /** Under the type's name; the conference's title unless told. */
  readonly subject?: string
  readonly number?: string | null
  readonly placeAndDate?: string | null
  readonly blocks: readonly TextBlock[]
  /** What stands at the end: signatures, recipients. */
  readonly closing?: (sheet: Sheet) => readonly Item[]
  /** Milliseconds since 1970 (UTC). */
  readonly createdAt: number
  readonly attachments?: readonly Attachment[]
  /** What the file identifier is made from. */
  readonly seed: string
}

/**
 * One of the documents as a PDF 1.7 file (tagged, PDF/A-3a in intent), in the form that its profile gives its kind.
 * The same view gives the same bytes. A draft has no signature fields.
 * @throws {MissingGlyphError} naming the first character that no embedded font can show, and its place.
 */
export async function drawDocument(view: DocumentView, content: DocumentContent): Promise<Uint8Array> {
  const [unshown] = unprintable(view)
  if (unshown) throw new MissingGlyphError(unshown)

  const profile = profileOf(view.profile, view.profileOverrides)
  const form = profile.documents[content.kind]
  const signature = { ...profile.signature, block: signatureTitle(profile, content.kind) }
  const sheet = openSheet({ ...profile, signature }, form.landscape)
  const { subject = view.subject, number = null, placeAndDate = null } = content
  const { superior, body, demonstration, draft } = view
  const head = { title: form.type, subject, superior, body, number, placeAndDate, draft }
  const items = [
    ...titleItems(sheet, head),
    ...setBlocks(sheet, content.blocks),
    ...(content.closing?.(sheet) ?? []),
  ]
  return drawFile(sheet, items, {
    title: `${form.type} ${subject}`,
    author: body,
    subject,
    createdAt: content.createdAt,
    demonstration,
    draft,
    signed: !draft && Object.keys(form.signatures).length > 0,
    attachments: content.attachments ?? [],
    log: view.log,
    seed: content.seed,
  })
}
