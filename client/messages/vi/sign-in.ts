export const signIn = {
  checking: 'Đang kiểm tra liên kết mời…',
  title: 'Đăng nhập bằng liên kết mời',
  lead: 'Mỗi người và mỗi hội trường vào hội nghị bằng một liên kết riêng do đơn vị tổ chức gửi.',
  steps: [
    'Tìm liên kết mời trong thư hoặc tin nhắn của đơn vị tổ chức.',
    'Bấm vào liên kết, hoặc sao chép cả dòng rồi dán vào thanh địa chỉ.',
    'Trang của bạn tự mở; lần sau trên cùng máy không cần làm lại.',
  ],
  invalidTitle: 'Liên kết không còn hiệu lực',
  invalid: 'Liên kết này đã bị thu hồi, đã hết hạn hoặc chép thiếu ký tự.',
  invalidSteps: [
    'Kiểm tra xem đã sao chép đủ cả dòng hay chưa.',
    'Nếu vẫn không được, hãy xin đơn vị tổ chức một liên kết mới.',
  ],
  failedTitle: 'Chưa đăng nhập được',
  again: 'Thử lại',
  verify: 'Kiểm tra một tệp biên bản đã ký (không cần đăng nhập)',
} as const
