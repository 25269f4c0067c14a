import type { MediaRefusalCode } from '../../../domain/media-messages.ts'
import type { ProseRefusalCode } from '../../../domain/prose-messages.ts'
import type { RefusalCode } from '../../../domain/refusal.ts'

/** What goes wrong in the page itself. */
export type PageCode = 'page/offline' | 'page/not-sent' | 'page/failed' | 'page/no-answer'

/** What the rules refuse: one sentence that says why, and what to do where something can be done. */
const refusals = {
  'access/not-allowed': 'Quyền của bạn không cho phép việc này. Nếu cần, hãy liên hệ đơn vị tổ chức.',
  'command/malformed': 'Yêu cầu chưa đúng quy cách, chưa có gì thay đổi. Hãy tải lại trang rồi thử lại.',
  'conference/exists': 'Hội nghị này đã có.',
  'conference/unknown': 'Không tìm thấy hội nghị. Hãy kiểm tra lại đường liên kết.',
  'conference/not-open': 'Hội nghị không ở trong giờ họp nên chưa thể làm việc này.',
  'conference/not-preparing': 'Hội nghị đã khai mạc.',
  'conference/already-concluded': 'Hội nghị đã kết thúc.',
  'conference/not-concluded': 'Cần kết thúc hội nghị trước khi niêm phong biên bản.',
  'conference/sealed':
    'Biên bản đã niêm phong, không sửa được nữa. Nội dung mới được ghi thành đề nghị đính chính.',
  'bridge/unknown': 'Không có điểm cầu này trong hội nghị.',
  'bridge/no-central': 'Danh sách điểm cầu cần có đúng một điểm cầu Trung ương.',
  'bridge/line-unchanged': 'Trạng thái đường truyền không thay đổi.',
  'topic/unknown': 'Không có nhóm vấn đề này trong hội nghị.',
  'person/unknown': 'Không có người này trong hội nghị.',
  'hall/unknown-device': 'Thiết bị hội trường này không còn chờ duyệt.',
  'hall/already-approved': 'Thiết bị hội trường này đã được duyệt.',
  'floor/taken': 'Đang có điểm cầu phát biểu. Hãy kết thúc lượt đó trước khi mời điểm cầu khác.',
  'floor/not-first': 'Điểm cầu này chưa đứng đầu danh sách.',
  'floor/unknown-request': 'Đăng ký này không còn trong danh sách, có thể vừa được mời hoặc vừa rút.',
  'floor/already-waiting': 'Điểm cầu đã có tên trong danh sách chờ phát biểu.',
  'floor/central-needs-no-request': 'Điểm cầu Trung ương không cần đăng ký phát biểu.',
  'floor/turn-ended': 'Lượt phát biểu này đã kết thúc.',
  'floor/unknown-turn': 'Không tìm thấy lượt phát biểu này.',
  'floor/cut-unchanged': 'Micro đang ở đúng trạng thái đó, không có gì thay đổi.',
  'floor/turn-running': 'Lượt phát biểu đang diễn ra.',
  'screen/floor-needed': 'Chỉ điểm cầu đang được phát biểu và điểm cầu Trung ương được chia sẻ màn hình.',
  'screen/taken': 'Đang có điểm cầu khác chia sẻ màn hình.',
  'rehearsal/not-open-yet': 'Chưa đến giờ kiểm tra kỹ thuật của hội nghị nên kết quả chưa được ghi.',
  'contribution/unknown': 'Không tìm thấy ý kiến này.',
  'contribution/changed-meanwhile': 'Nội dung vừa được sửa. Hãy đọc lại bản mới rồi xác nhận.',
  'contribution/empty': 'Ý kiến chưa có nội dung nên chưa xác nhận được.',
  'contribution/still-speaking': 'Lượt phát biểu chưa kết thúc nên chưa xác nhận được.',
  'minutes/not-sealed': 'Biên bản chưa được niêm phong.',
  'minutes/already-sealed': 'Biên bản đã được niêm phong.',
  'minutes/not-rendered': 'Tệp biên bản đang được tạo. Hãy chờ vài giây rồi thử lại.',
  'minutes/unprintable':
    'Có ký tự không in được trong biên bản nên chưa niêm phong. Hãy sửa nội dung được nêu rồi thử lại.',
  'minutes/already-signed': 'Chữ ký này đã có trên biên bản.',
  'minutes/secretary-first': 'Thư ký ký trước, chủ trì ký sau.',
} as const satisfies Record<RefusalCode, string>

const media = {
  'media/malformed': 'Máy chủ không hiểu yêu cầu về hình và tiếng. Hãy tải lại trang.',
  'media/unknown': 'Luồng hình hoặc tiếng này không còn nữa; trang sẽ tự nối lại.',
  'media/refused': 'Máy chủ không nhận luồng hình hoặc tiếng từ thiết bị này.',
  'media/not-allowed': 'Thiết bị này không được phép phát hình hoặc tiếng.',
  'media/too-many': 'Trang gửi quá nhiều yêu cầu; hãy chờ vài giây.',
  'media/closed': 'Phòng hình và tiếng vừa đóng; trang sẽ tự nối lại.',
} as const satisfies Record<MediaRefusalCode, string>

const prose = {
  'prose/sealed': 'Biên bản đã niêm phong nên nội dung này không sửa được nữa.',
  'prose/not-yours': 'Không lưu được vì nội dung mang tên người khác. Hãy tải lại trang.',
  'prose/malformed': 'Nội dung gửi lên không đọc được nên chưa lưu. Hãy tải lại trang.',
  'prose/pending': 'Thiếu một phần nội dung gửi trước đó; trang sẽ tự gửi lại.',
  'prose/too-large': 'Nội dung quá dài nên chưa lưu. Hãy tách thành nhiều ý kiến.',
  'prose/schema': 'Nội dung có định dạng không dùng trong biên bản nên chưa lưu.',
  'prose/unknown-document': 'Không có nội dung này trong hội nghị.',
} as const satisfies Record<Exclude<ProseRefusalCode, 'access/not-allowed'>, string>

const page = {
  'page/offline': 'Mất kết nối với máy chủ. Trang đang tự nối lại; nội dung đã lưu vẫn an toàn.',
  'page/not-sent': 'Chưa gửi được tới máy chủ nên chưa có gì thay đổi. Khi có kết nối, hãy làm lại.',
  'page/failed': 'Trang gặp lỗi. Hãy tải lại; nội dung đã lưu vẫn an toàn.',
  'page/no-answer': 'Máy chủ chưa trả lời. Hãy thử lại sau ít phút.',
} as const satisfies Record<PageCode, string>

/** What the server answers by HTTP and on the socket; a test holds this list against the server's own. */
const server = {
  'access/not-signed-in': 'Bạn chưa đăng nhập hoặc phiên làm việc đã hết hạn. Hãy mở lại liên kết mời.',
  'access/link-invalid': 'Liên kết không còn hiệu lực. Hãy xin đơn vị tổ chức một liên kết mới.',
  'conference/file-invalid': 'Tệp hội nghị có chỗ chưa đúng.',
  'minutes/unknown': 'Chưa có tệp biên bản này.',
  'minutes/refused': 'Chưa thực hiện được với biên bản ở trạng thái hiện tại.',
  'media/absent': 'Máy chủ này không truyền hình và tiếng. Hãy báo kỹ thuật.',
  'media/conference-full':
    'Hội nghị đã đủ số điểm cầu mà phòng hình và tiếng phục vụ được. Hãy báo đơn vị tổ chức hoặc kỹ thuật nâng giới hạn.',
  'media/node-full':
    'Máy chủ đã đủ số điểm cầu phục vụ được cùng lúc. Hãy báo kỹ thuật chuyển hội nghị sang máy chủ khác hoặc nâng giới hạn.',
  'request/unknown': 'Không có địa chỉ này trên máy chủ.',
  'request/too-many': 'Quá nhiều yêu cầu trong một lúc; hãy chờ một phút rồi thử lại.',
  'hall/not-approved': 'Thiết bị hội trường đang chờ duyệt.',
  'node/not-owner': 'Hội nghị đang chuyển sang máy chủ khác; trang sẽ tự gửi lại.',
  'request/malformed': 'Yêu cầu chưa đúng quy cách.',
  'request/too-large': 'Tệp hoặc nội dung quá lớn.',
  'server/closing': 'Máy chủ đang khởi động lại; trang sẽ tự nối lại.',
  'server/failed': 'Máy chủ gặp lỗi. Nội dung đã lưu vẫn an toàn; hãy thử lại.',
  'database/unavailable': 'Cơ sở dữ liệu tạm thời không trả lời; trang sẽ tự gửi lại.',
  'database/rolled-back': 'Việc vừa rồi chưa được ghi; trang sẽ tự gửi lại.',
  'config/invalid': 'Máy chủ chưa được cấu hình đúng. Hãy báo kỹ thuật.',
  'database/in-use': 'Cơ sở dữ liệu đang được một tiến trình khác sử dụng. Hãy báo kỹ thuật.',
  'database/start-failed': 'Không khởi động được cơ sở dữ liệu. Hãy báo kỹ thuật.',
  'database/unsupported-platform': 'Máy chủ này không chạy được cơ sở dữ liệu đi kèm. Hãy báo kỹ thuật.',
  'media/worker-failed': 'Máy chủ chưa mở được phần hình và tiếng. Hãy báo kỹ thuật.',
  'media/no-worker': 'Phần hình và tiếng của máy chủ đang khởi động lại; trang sẽ tự nối lại.',
  'server/busy': 'Máy chủ đang bận. Hãy chờ vài giây rồi thử lại.',
  'signing/no-signer': 'Máy chủ chưa có chứng thư để ký thay vai trò này. Hãy báo kỹ thuật.',
  'signing/verify-failed': 'Chưa kiểm tra được tệp này. Hãy thử lại sau ít phút.',
  'signing/unreadable-pdf': 'Không đọc được tệp này như một tệp PDF.',
  'signing/unknown-field': 'Tệp không có ô chữ ký này.',
  'signing/already-signed': 'Ô chữ ký này đã được ký.',
  'signing/out-of-order': 'Thư ký ký trước, chủ trì ký sau.',
  'signing/certificate-refused': 'Chứng thư số không dùng được để ký biên bản này.',
  'signing/pkcs12-unreadable': 'Không mở được tệp chứng thư số; hãy kiểm tra tệp và mật khẩu.',
  'signing/base-changed': 'Tệp biên bản vừa có thay đổi. Hãy tải lại trang rồi ký lại.',
  'signing/wrong-signature': 'Chữ ký nhận được không khớp với biên bản.',
  'signing/too-large': 'Chữ ký lớn hơn chỗ dành sẵn. Hãy báo kỹ thuật.',
  'signing/pki-unreadable': 'Không đọc được kho chứng thư minh họa. Hãy báo kỹ thuật.',
} as const

export const errors = { ...server, ...media, ...prose, ...page, ...refusals }

/** For a code that this page does not know: a newer server, most likely. */
export const unknownError = (code: string) =>
  `Chưa thực hiện được (mã ${code}). Hãy tải lại trang rồi thử lại.`
