import { readFile } from 'node:fs/promises'
import { carriedRecord } from '../server/log/carried-record.ts'
import { type RecordProblem, type RecordReport, recheck } from '../server/log/recheck.ts'
import { PdfError } from '../server/signing/pdf/pdf-error.ts'

type Sentence = readonly [vi: string, en: string]

/**
 * `npm run verify -- --record FILE.pdf`: rechecks the log that travels with the minutes by the file alone, prints what
 * was found, and answers the exit code: 0 whole, 1 not, 2 for a file without a log. Signatures are not looked at.
 */
export async function verifyRecord(file: string, json: boolean): Promise<number> {
  let report: RecordReport | null
  try {
    const carried = carriedRecord(await readFile(file))
    report = carried && recheck(carried.extract, carried.head)
  } catch (error) {
    const unreadable: Sentence =
      error instanceof PdfError
        ? ['Tệp không phải là PDF đọc được.', 'The file is no PDF that can be read.']
        : [`Không đọc được tệp ${file}.`, `The file ${file} cannot be read.`]
    if (json) console.log(JSON.stringify({ problems: [{ code: 'record/unreadable' }] }))
    else console.error(unreadable.join('\n'))
    return 1
  }
  if (json) console.log(JSON.stringify(report))
  else print(report)
  if (!report) return 2
  return report.problems.length === 0 ? 0 : 1
}

function print(report: RecordReport | null): void {
  for (const language of [0, 1] as const) {
    if (language === 1) console.log('')
    console.log(headline(report)[language])
    for (const problem of report?.problems ?? []) console.log(`- ${sentence(problem)[language]}`)
    if (report) console.log(counts(report)[language])
    console.log(NOTE[language])
  }
}

const NOTE: Sentence = [
  'Chữ ký không được xét ở đây: chỉ khi chữ ký còn hợp lệ thì nhật ký mới là nhật ký đã được ký cùng văn bản.',
  'Signatures were not looked at: only where they hold is this the log that was signed with the document.',
]

function headline(report: RecordReport | null): Sentence {
  if (!report) return ['Tệp không mang theo nhật ký hội nghị.', 'The file carries no log of a conference.']
  return report.problems.length === 0
    ? ['NHẬT KÝ NGUYÊN VẸN.', 'THE LOG IS WHOLE.']
    : ['NHẬT KÝ KHÔNG ĐÚNG:', 'THE LOG IS NOT RIGHT:']
}

function counts({ entries, opened, attributions: { checked, closed } }: RecordReport): Sentence {
  return [
    `${entries} sự kiện, trong đó ${opened} được mở; ${checked} ý kiến được đối chiếu tới sự kiện đã mở, ${closed} ý kiến dựa trên sự kiện không mở.`,
    `${entries} entries, ${opened} of them opened; ${checked} contributions follow from opened entries, ${closed} rest on closed ones.`,
  ]
}

const SAID: Readonly<Record<string, Sentence>> = {
  contribution: ['sự kiện gốc', 'the entry it was born in'],
  bridge: ['điểm cầu', 'its bridge'],
  speaker: ['người phát biểu', 'its speaker'],
  origin: ['ý kiến gốc', 'what it was made of'],
  turn: ['lượt phát biểu', 'its turn'],
  time: ['thời gian', 'its time'],
}

function sentence(problem: RecordProblem): Sentence {
  switch (problem.code) {
    case 'record/malformed':
      return ['Không đọc được nội dung nhật ký.', 'The log in the file cannot be read.']
    case 'record/other-conference':
      return [
        `Đây là nhật ký của hội nghị khác (${problem.conference}).`,
        `This is another conference's log (${problem.conference}).`,
      ]
    case 'record/missing-entry':
      return [
        `Sự kiện số ${problem.seq} bị bỏ ra, hoặc có sự kiện bị thêm vào trước đó.`,
        `Entry ${problem.seq} was left out, or others were put in before it.`,
      ]
    case 'record/altered-payload':
      return [
        `Nội dung của sự kiện số ${problem.seq} đã bị sửa.`,
        `The content of entry ${problem.seq} was altered.`,
      ]
    case 'record/altered-entry':
      return [`Sự kiện số ${problem.seq} đã bị sửa.`, `Entry ${problem.seq} was altered.`]
    case 'record/wrong-head':
      return [
        `Nhật ký kết thúc ở sự kiện số ${problem.seq} (${problem.hash}), không phải ở sự kiện mà văn bản ghi.`,
        `The log ends with entry ${problem.seq} (${problem.hash}), not where the document says.`,
      ]
    case 'record/wrong-attribution': {
      const [vi, en] = SAID[problem.what] ?? ['', '']
      return [
        `Ý kiến số ${problem.ordinal}: ${vi} không đúng với nhật ký.`,
        `Contribution ${problem.ordinal}: ${en} is not what the log says.`,
      ]
    }
    case 'record/left-out':
      return [
        `Ý kiến ghi ở sự kiện số ${problem.contribution} không có trong biên bản.`,
        `The contribution of entry ${problem.contribution} is not in the minutes.`,
      ]
  }
}
