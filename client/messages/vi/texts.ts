/** Where a text stands, as every desk says it. */
export const texts = {
  saved: (time: string) => `Đã lưu ${time}`,
  savedPlain: 'Đã lưu',
  saving: 'Đang lưu…',
  unsent: 'Chưa gửi được, giữ trên máy này',
  locked: 'Nội dung đã niêm phong',
  snippets: 'Mẫu câu',
  snippetChosen: (name: string, count: number) => `/${name}, ${count} mẫu câu; Enter để chèn`,
  spokenAt: (time: string) => `Nói lúc ${time}`,
  spokenInto: (time: string, into: string) => `Nói lúc ${time}, phút ${into} của lượt phát biểu`,
} as const
