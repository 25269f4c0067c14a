/** Where a text stands, as every desk says it. */
export const texts = {
  saved: (time: string) => `Đã lưu ${time}`,
  savedPlain: 'Đã lưu',
  saving: 'Đang lưu…',
  unsent: 'Chưa gửi được, giữ trên máy này',
  locked: 'Nội dung đã niêm phong',
} as const
