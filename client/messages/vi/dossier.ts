/** A conference as one archive: taken out, brought in, shown to be read. */
export const dossier = {
  title: 'Hồ sơ hội nghị',
  what: 'Một tệp nén gồm biên bản mọi phiên bản, tài liệu, tệp kèm theo, ghi âm và toàn bộ nhật ký, có chữ ký của máy chủ để kiểm tra về sau.',
  download: 'Tải hồ sơ (ZIP)',
  about: (size: string) => `khoảng ${size}`,
  measuring: 'đang ước tính dung lượng…',
  archived: 'Hồ sơ nhập từ nơi khác, chỉ để đọc.',
  archivedShort: 'nhập từ nơi khác, chỉ để đọc',
  archivedWhen: (made: string, imported: string) => `Hồ sơ lập ${made}, nhập về ${imported}.`,
  bring: 'Nhập hồ sơ hội nghị',
  bringWhat:
    'Hồ sơ (ZIP) lấy từ một máy chủ Điểm Cầu khác được kiểm tra rồi nhập về để đọc; không sửa được gì trong đó.',
  choose: 'Chọn tệp hồ sơ',
  bringing: (name: string) => `Đang gửi và kiểm tra ${name}…`,
} as const
