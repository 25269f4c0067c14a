/** Phrases of the minutes under the stroke that brings them; `{…}` is filled from the card or left as a blank. */
export const snippets = [
  { name: 'mời', text: 'Chủ trì mời {đại biểu}, điểm cầu {điểm cầu}, phát biểu.' },
  { name: 'nhấttrí', text: 'Cơ bản nhất trí với {nội dung} của dự thảo.' },
  { name: 'đềnghị', text: 'Đề nghị {nội dung đề nghị}.' },
  { name: 'kiếnnghị', text: 'Kiến nghị {nơi nhận kiến nghị} xem xét {nội dung kiến nghị}.' },
  { name: 'bổsung', text: 'Đề nghị bổ sung vào {điều} nội dung: “{nội dung bổ sung}”.' },
  { name: 'sửa', text: 'Tại {điều}, đề nghị sửa “{nội dung cũ}” thành “{nội dung mới}”.' },
  { name: 'bỏ', text: 'Đề nghị bỏ nội dung “{nội dung bỏ}” tại {điều}.' },
  { name: 'làmrõ', text: 'Đề nghị làm rõ {nội dung cần làm rõ} tại {điều}.' },
  { name: 'câuhỏi', text: 'Đề nghị giải đáp: {câu hỏi}?' },
  { name: 'lýdo', text: 'Lý do: {lý do}.' },
  { name: 'thựctiễn', text: 'Qua thực tiễn tại {điểm cầu}, {nội dung}.' },
  { name: 'khókhăn', text: 'Khó khăn, vướng mắc: {nội dung}.' },
  {
    name: 'khaimạc',
    text: 'Đúng {giờ}, đồng chí {chủ trì} khai mạc hội nghị, nêu mục đích, yêu cầu: {nội dung}.',
  },
  { name: 'tiếpthu', text: 'Chủ trì ghi nhận và giao {cơ quan} tiếp thu {nội dung}.' },
  {
    name: 'giao',
    text: 'Giao {cơ quan chủ trì} chủ trì, phối hợp với {cơ quan phối hợp} {nhiệm vụ}, hoàn thành trước ngày {thời hạn}.',
  },
  { name: 'kếtluận', text: 'Chủ trì kết luận: {nội dung kết luận}.' },
] as const
