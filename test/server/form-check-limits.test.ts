import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { checkForm } from '../../server/form-check/index.ts'

/** A file of one page with this content; its form `X` draws itself three times. */
function pageOf(content: Uint8Array): Uint8Array {
  const stream = (dict: string, bytes: Uint8Array) =>
    Buffer.concat([
      Buffer.from(`<<${dict}/Length ${bytes.length}>>\nstream\n`),
      bytes,
      Buffer.from('\nendstream'),
    ])
  const objects = [
    Buffer.from('<</Type/Catalog/Pages 2 0 R>>'),
    Buffer.from('<</Type/Pages/Kids[3 0 R]/Count 1>>'),
    Buffer.from(
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595.28 841.89]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>',
    ),
    stream('/Filter/FlateDecode', deflateSync(content)),
    Buffer.from('<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>'),
    stream(
      '/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</X 6 0 R>>>>',
      Buffer.from('/X Do /X Do /X Do'),
    ),
  ]
  let file = Buffer.from('%PDF-1.7\n')
  const offsets = objects.map((body, index) => {
    const at = file.length
    file = Buffer.concat([file, Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')])
    return `${String(at).padStart(10, '0')} 00000 n \n`
  })
  const table = `xref\n0 7\n0000000000 65535 f \n${offsets.join('')}trailer\n<</Size 7/Root 1 0 R>>\n`
  return Buffer.concat([file, Buffer.from(`${table}startxref\n${file.length}\n%%EOF\n`)])
}

const codes = (content: Uint8Array) => checkForm(pageOf(content), 'nd30', 'minutes').map(({ code }) => code)

describe('a page that was made to cost', () => {
  it.each([
    ['letters without end', 'BT /F 9 Tf ', '(a)Tj '],
    ['rules without end', '', '1 1 m 9 1 l S '],
    ['states without end', '', 'q '],
    ['operands without end', '', '1 '],
  ])('is given up: %s', (_, first, again) => {
    expect(codes(Buffer.concat([Buffer.from(first), Buffer.alloc(12e6, again)]))).toEqual([
      'file/too-complex',
    ])
  })

  it('is given up where a form draws itself', () => {
    expect(codes(Buffer.from('/X Do'))).toEqual(['file/too-complex'])
  })

  it('is read where it is only odd: no font, no operands, words of another page', () => {
    const odd = codes(
      Buffer.from('Tj TJ Tf Tm cm /G 9 Tf (x) Tj BT /F 12 Tf 100 400 Td [(Sai) -300 (font)] TJ ET Q Q EMC'),
    )
    expect(odd).toEqual(expect.arrayContaining(['font/not-embedded', 'type/missing', 'structure/untagged']))
  })
})
