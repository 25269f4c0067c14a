import type { Bilingual } from './reason.ts'

/** What a revision did to an object, in words. */
export const said = {
  signature: { vi: 'thêm chữ ký', en: 'a signature is added' },
  filled: { vi: 'điền chữ ký vào ô', en: 'the field is filled with a signature' },
  appearance: { vi: 'thêm hình hiển thị chữ ký', en: 'the appearance of a signature is added' },
  certification: { vi: 'ghi nhận chữ ký xác nhận', en: 'the certification is registered' },
  form: { vi: 'đánh dấu biểu mẫu đã ký', en: 'the form is marked as signed' },
  validation: { vi: 'thêm dữ liệu kiểm tra lâu dài', en: 'long-term validation data is added' },
  timestamp: { vi: 'thêm dấu thời gian', en: 'a document timestamp is added' },
  information: { vi: 'ghi lại thông tin kỹ thuật', en: 'technical information is written anew' },
  same: { vi: 'ghi lại, không đổi', en: 'written again, unchanged' },
  structural: { vi: 'bảng tham chiếu', en: 'cross-reference' },
  replaced: { vi: 'bị thay thế', en: 'was replaced' },
  added: { vi: 'được thêm vào', en: 'was added' },
  removed: { vi: 'bị xóa', en: 'was removed' },
  altered: (keys: readonly string[]): Bilingual => {
    const list = keys.map((key) => `/${key}`).join(', ')
    return { vi: `bị sửa (${list})`, en: `was changed (${list})` }
  },
} as const
