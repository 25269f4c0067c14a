import { Buffer } from 'node:buffer'

/** What the information dictionary and the XMP packet both state (ISO 19005-3, 6.6). */
export type Metadata = {
  readonly title: string
  readonly author: string
  readonly subject: string
  readonly created: Date
  /** Where the log ends that the document was made from. */
  readonly log?: { readonly seq: number; readonly hash: string }
}

export const PRODUCER = 'Điểm Cầu'

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] as string)

/** The namespace of what the packet says of the log: `logSeq`, the number of its last entry, and `logHash`. */
export const RECORD_NAMESPACE = 'urn:diem-cau:record:1:'

type Property = { readonly name: string; readonly type: 'Integer' | 'Text'; readonly what: string }
type Schema = {
  readonly name: string
  readonly uri: string
  readonly prefix: string
  readonly properties: readonly Property[]
}

const ACCESSIBILITY: Schema = {
  name: 'PDF/UA identification',
  uri: 'http://www.aiim.org/pdfua/ns/id/',
  prefix: 'pdfuaid',
  properties: [{ name: 'part', type: 'Integer', what: 'Part of ISO 14289 that the file was written for' }],
}
const RECORD: Schema = {
  name: 'Conference record',
  uri: RECORD_NAMESPACE,
  prefix: 'record',
  properties: [
    { name: 'logSeq', type: 'Integer', what: 'Number of the last entry of the log' },
    { name: 'logHash', type: 'Text', what: 'SHA-256 of the last entry of the log, hexadecimal' },
  ],
}

/** Declares a schema that XMP does not define itself (ISO 19005-3, 6.6.2.3). */
function declared({ name, uri, prefix, properties }: Schema): string {
  const each = properties.map(
    (property) => `      <rdf:li rdf:parseType="Resource">
       <pdfaProperty:name>${property.name}</pdfaProperty:name>
       <pdfaProperty:valueType>${property.type}</pdfaProperty:valueType>
       <pdfaProperty:category>internal</pdfaProperty:category>
       <pdfaProperty:description>${property.what}</pdfaProperty:description>
      </rdf:li>`,
  )
  return `    <rdf:li rdf:parseType="Resource">
     <pdfaSchema:schema>${name}</pdfaSchema:schema>
     <pdfaSchema:namespaceURI>${uri}</pdfaSchema:namespaceURI>
     <pdfaSchema:prefix>${prefix}</pdfaSchema:prefix>
     <pdfaSchema:property><rdf:Seq>
${each.join('\n')}
     </rdf:Seq></pdfaSchema:property>
    </rdf:li>`
}

/** The XMP packet of a PDF/A-3a file that was written for PDF/UA-1, UTF-8. */
export function xmpPacket({ title, author, subject, created, log }: Metadata): Uint8Array {
  const at = `${created.toISOString().slice(0, 19)}Z`
  return Buffer.from(
    `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
   <pdfaid:part>3</pdfaid:part>
   <pdfaid:conformance>A</pdfaid:conformance>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:pdfuaid="${ACCESSIBILITY.uri}">
   <pdfuaid:part>1</pdfuaid:part>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escaped(title)}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>${escaped(author)}</rdf:li></rdf:Seq></dc:creator>
   <dc:description><rdf:Alt><rdf:li xml:lang="x-default">${escaped(subject)}</rdf:li></rdf:Alt></dc:description>
   <dc:language><rdf:Bag><rdf:li>vi</rdf:li></rdf:Bag></dc:language>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
   <xmp:CreateDate>${at}</xmp:CreateDate>
   <xmp:ModifyDate>${at}</xmp:ModifyDate>
   <xmp:CreatorTool>${escaped(PRODUCER)}</xmp:CreatorTool>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
   <pdf:Producer>${escaped(PRODUCER)}</pdf:Producer>
  </rdf:Description>${log ? record(log) : ''}
  <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   <pdfaExtension:schemas><rdf:Bag>
${(log ? [ACCESSIBILITY, RECORD] : [ACCESSIBILITY]).map(declared).join('\n')}
   </rdf:Bag></pdfaExtension:schemas>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>`,
    'utf8',
  )
}

function record({ seq, hash }: NonNullable<Metadata['log']>): string {
  return `
  <rdf:Description rdf:about="" xmlns:record="${RECORD.uri}">
   <record:logSeq>${seq}</record:logSeq>
   <record:logHash>${escaped(hash)}</record:logHash>
  </rdf:Description>`
}
