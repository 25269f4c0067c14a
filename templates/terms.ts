import type { ContributionKind } from '../domain/contributions.ts'
import type { Verdict } from '../domain/synthesis-commands.ts'
import type { Electorate } from '../domain/votes.ts'

/*
 * What documents call the things of the domain.
 */

export const KINDS: Readonly<Record<ContributionKind, string>> = {
  comment: 'góp ý',
  agreement: 'nhất trí',
  proposal: 'kiến nghị',
  question: 'câu hỏi',
  paper: 'tham luận',
}

export const VERDICTS: Readonly<Record<Verdict, string>> = {
  accepted: 'Tiếp thu',
  partly: 'Tiếp thu một phần',
  explained: 'Giải trình',
}

export const ELECTORATES: Readonly<Record<Electorate, string>> = {
  bridges: 'mỗi điểm cầu một phiếu',
  delegates: 'mỗi đại biểu một phiếu',
  hands: 'giơ tay tại từng điểm cầu',
}

export const CONFIRMED = {
  confirmed: 'điểm cầu đã xác nhận nội dung',
  'changed-after': 'nội dung được sửa sau khi điểm cầu xác nhận',
  no: 'điểm cầu chưa xác nhận nội dung',
} as const
