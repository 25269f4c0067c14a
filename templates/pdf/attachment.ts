import { createHash } from 'node:crypto'
import { object, type Writer } from './writer.ts'

/** A file that travels inside the document (ISO 19005-3, 6.8). */
export type Attachment = {
  /** File name, ASCII. */
  readonly name: string
  readonly description: string
  readonly mimeType: string
  readonly bytes: Uint8Array
}

/** Embeds the files as data that the document is associated with. Call once. */
export function attach(writer: Writer, attachments: readonly Attachment[], modified: Date): void {
  if (attachments.length === 0) return
  const byName = attachments.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const specifications = byName.map((attachment) => {
    const file = object(writer, {
      Type: 'EmbeddedFile',
      Subtype: attachment.mimeType.replaceAll('/', '#2F'),
      Params: {
        Size: attachment.bytes.length,
        ModDate: modified,
        CheckSum: new Uint8Array(createHash('md5').update(attachment.bytes).digest()),
      },
    })
    file.end(attachment.bytes)
    const specification = object(writer, {
      Type: 'Filespec',
      F: new String(attachment.name),
      UF: new String(attachment.name),
      Desc: new String(attachment.description.normalize('NFC')),
      AFRelationship: 'Data',
      EF: { F: file, UF: file },
    })
    specification.end()
    return specification
  })
  writer._root.data.AF = specifications
  const names = writer._root.data.Names as { data: Record<string, unknown> }
  names.data.EmbeddedFiles = {
    Names: byName.flatMap(({ name }, index) => [new String(name), specifications[index]]),
  }
}
