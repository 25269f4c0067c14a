import { describe, expect, it } from 'vitest'
import { cleanWordHtml } from '../../client/prose/word-paste.ts'

/** As Word puts it on the clipboard: the document's styles around, what was selected between two comments. */
function clipboard(selected: string): string {
  return `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal { mso-style-parent:""; margin:0cm; font-size:14.0pt } --></style></head>
<body lang=VI style='tab-interval:36.0pt'>
<!--StartFragment-->
${selected}
<!--EndFragment-->
</body></html>`
}

const bullet = (text: string, level = 1) =>
  `<p class=MsoListParagraphCxSpMiddle style='margin-left:36.0pt;text-indent:-18.0pt;
mso-list:l0 level${level} lfo1'><![if !supportLists]><span style='font-family:Symbol;mso-fareast-font-family:
Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]>${text}<o:p></o:p></p>`
const numbered = (label: string, text: string, level = 1) =>
  `<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l1 level${level} lfo2'><!--[if !supportLists]--><span
style='mso-bidi-font-family:"Times New Roman"'><span style='mso-list:Ignore'>${label}<span
style='font:7.0pt "Times New Roman"'>&nbsp; </span></span></span><!--[endif]-->${text}</p>`

const tags = (html: string) => cleanWordHtml(html).replace(/\s*\n\s*/g, ' ')

describe('What comes from Word', () => {
  it('keeps its paragraphs, bold and italic, and loses styles, classes and tags of its own', () => {
    const given = clipboard(`<p class=MsoNormal style='text-align:justify;line-height:150%'><span lang=VI
style='font-size:14.0pt;font-family:"Times New Roman",serif'>Đề nghị <b style='mso-bidi-font-weight:
normal'>làm rõ</b> tại <st1:place w:st="on"><st1:City w:st="on">Điện&nbsp;Biên</st1:City></st1:place>, <i>khoản 2</i>.<o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>`)
    expect(tags(given)).toBe('<p><span>Đề nghị <b>làm rõ</b> tại Điện Biên, <i>khoản 2</i>.</span></p>')
  })

  it('keeps weight that is written as a style', () => {
    const given = clipboard(
      `<p class=MsoNormal><span style='color:red;font-weight:bold;mso-ansi-language:VI'>x</span></p>`,
    )
    expect(tags(given)).toBe('<p><span style="font-weight:bold">x</span></p>')
  })

  it('turns list paragraphs into lists within lists, without their labels', () => {
    const given = clipboard([bullet('Một'), bullet('Hai', 2), bullet('Ba', 2), bullet('Bốn')].join('\n'))
    expect(tags(given)).toBe(
      '<ul><li><p>Một</p><ul><li><p>Hai</p></li><li><p>Ba</p></li></ul></li><li><p>Bốn</p></li></ul>',
    )
  })

  it('knows numbers and letters from bullets', () => {
    const given = clipboard([numbered('1.', 'Một'), numbered('2.', 'Hai'), numbered('a)', 'Nhỏ', 2)].join(''))
    expect(tags(given)).toBe('<ol><li><p>Một</p></li><li><p>Hai</p><ol><li><p>Nhỏ</p></li></ol></li></ol>')
    const mixed = clipboard([numbered('1.', 'Một'), bullet('Hai')].join(''))
    expect(tags(mixed)).toBe('<ol><li><p>Một</p></li></ol><ul><li><p>Hai</p></li></ul>')
  })

  it('ends a list where something else stands', () => {
    const given = clipboard(`${bullet('Một')}<p class=MsoNormal>Giữa</p>${bullet('Hai')}`)
    expect(tags(given)).toBe('<ul><li><p>Một</p></li></ul><p>Giữa</p><ul><li><p>Hai</p></li></ul>')
  })

  it('leaves out what was deleted, remarked beside it or hidden: none of it was said', () => {
    const given = clipboard(`<p class=MsoNormal>Giữ <del cite="mailto:An" datetime="2023-05-30T09:00"><span
style='color:red'>bỏ</span></del>nguyên<span class=MsoCommentReference><a href="#_msocom_1">[An1]</a></span><span
style='display:none;mso-hide:all'>ẩn</span>.</p>
<div style='mso-element:comment-list'><p class=MsoCommentText>Nhận xét</p></div>`)
    expect(tags(given)).toBe('<p>Giữ nguyên.</p>')
  })

  it('quotes what is a quotation there', () => {
    const given = clipboard(`<p class=MsoQuote style='margin:0'>Điều 5. Căn cứ<o:p></o:p></p>`)
    expect(tags(given)).toBe('<blockquote><p>Điều 5. Căn cứ</p></blockquote>')
  })

  it('is told from what comes from elsewhere, which stays as it is', () => {
    const page = '<p class="lead" style="color:red">Một <b>hai</b></p>'
    expect(cleanWordHtml(page)).toBe(page)
  })
})
