/** What somebody reads who opens a dossier without knowing what it is. */
export const readFirst = `HỒ SƠ HỘI NGHỊ

Tệp nén này chứa toàn bộ hồ sơ của một hội nghị:

  bien-ban/    biên bản, mọi lần niêm phong, trước và sau mỗi chữ ký
  xuat-ban/    các tài liệu và bảng dữ liệu lấy ra từ hồ sơ
  dinh-kem/    tệp kèm theo ý kiến bằng văn bản
  ghi-am/      ghi âm lượt phát biểu, nếu chủ trì đã cho ghi và chưa đến hạn xóa
  nhat-ky/     nhật ký hội nghị: mỗi dòng là một sự kiện, nối với dòng trước bằng mã băm SHA-256
  van-ban/     lịch sử soạn thảo của từng ý kiến

manifest.json ghi tên, kích thước và mã băm SHA-256 của từng tệp; manifest.json.p7s là chữ ký của máy chủ lập hồ sơ
trên manifest.json (CAdES). Có thể kiểm tra:

  - bằng phần mềm Điểm Cầu:  npm run verify -- HO-SO.zip
  - không cần phần mềm này:  openssl cms -verify -cades -binary -inform DER -in manifest.json.p7s \\
                               -content manifest.json -CAfile CHUNG-THU-MAY-CHU.pem -purpose any
                             rồi so sha256sum của từng tệp với manifest.json

Biên bản PDF đã ký tự kiểm tra được bằng mọi phần mềm đọc chữ ký PDF.
`
