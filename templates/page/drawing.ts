import { type Attachment, attach } from '../pdf/attachment.ts'
import { type Item, paginate } from '../pdf/flow.ts'
import { openForm } from '../pdf/form.ts'
import { Pen } from '../pdf/pen.ts'
import { finish, openWriter } from '../pdf/writer.ts'
import { pageMarks } from './page-marks.ts'
import type { Sheet } from './sheet.ts'

/** What a file says of itself and bears on every page. */
export type FileFacts = {
  readonly title: string
  readonly author: string
  readonly subject: string
  /** Milliseconds since 1970 (UTC). */
  readonly createdAt: number
  readonly demonstration: boolean
  readonly draft: boolean
  /** Fields for signatures are among the items. */
  readonly signed: boolean
  readonly attachments: readonly Attachment[]
  /** Where the log ends that the document was made from. */
  readonly log?: { readonly seq: number; readonly hash: string }
  /** What the file identifier is made from. */
  readonly seed: string
}

/** Draws items that follow one another as a file: tagged PDF 1.7, PDF/A-3a in intent. */
export function drawFile(sheet: Sheet, items: readonly Item[], facts: FileFacts): Promise<Uint8Array> {
  const pages = paginate(items, sheet.height)
  const created = new Date(facts.createdAt)
  const [title, author, subject] = [facts.title, facts.author, facts.subject].map((each) =>
    each.normalize('NFC'),
  ) as [string, string, string]
  const said = { title, author, subject, created, ...(facts.log?.hash ? { log: facts.log } : {}) }
  const writer = openWriter(sheet.paper, said, facts.seed)
  if (facts.signed) openForm(writer)
  const pen = new Pen(writer)
  for (const [index, page] of pages.entries()) {
    pen.addPage()
    for (const { item, top } of page) item.draw(pen, sheet.top + top, item === page.at(-1)?.item)
    pageMarks(sheet, facts, pen, index + 1)
  }
  pen.leave()
  attach(writer, facts.attachments, created)
  return finish(writer)
}
