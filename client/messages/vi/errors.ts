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
  'conference/imported': 'Hội nghị này nhập từ nơi khác, chỉ để đọc; không thay đổi được gì ở đây.',
  'bridge/unknown': 'Không có điểm cầu này trong hội nghị.',
  'bridge/no-central': 'Danh sách điểm cầu cần có đúng một điểm cầu Trung ương.',
  'bridge/line-unchanged': 'Trạng thái đường truyền không thay đổi.',
  'topic/unknown': 'Không có nhóm vấn đề này trong hội nghị.',
  'topic/exists': 'Mã điều, khoản này đã có. Hãy đặt mã khác.',
  'topic/in-use': 'Điều, khoản này đã có ý kiến, đăng ký phát biểu hoặc mục con nên không xóa được.',
  'topic/too-deep': 'Cây điều, khoản quá nhiều cấp. Hãy xếp mục này lên cấp cao hơn.',
  'topic/within-itself': 'Không thể xếp một điều, khoản vào bên trong chính nó.',
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
  'contribution/changed-meanwhile': 'Nội dung vừa được sửa. Hãy đọc lại bản mới rồi làm lại.',
  'contribution/empty': 'Ý kiến chưa có nội dung nên chưa xác nhận được.',
  'contribution/still-speaking': 'Lượt phát biểu chưa kết thúc. Hãy chờ kết thúc rồi làm lại.',
  'contribution/replaced':
    'Ý kiến này đã được tách, gộp hoặc đã bỏ. Hãy làm việc trên ý kiến đang có hiệu lực.',
  'contribution/cut-outside': 'Chỗ tách nằm ngoài nội dung hoặc trùng nhau. Hãy chọn lại chỗ tách.',
  'contribution/different-speakers': 'Chỉ gộp được các ý kiến của cùng một người, cùng một điểm cầu.',
  'contribution/not-empty': 'Ý kiến đã có nội dung hoặc tệp kèm theo nên không bỏ được.',
  'contribution/has-files': 'Ý kiến có tệp kèm theo nên chưa gộp được. Hãy gỡ tệp rồi gộp lại.',
  'contribution/too-many-files': 'Ý kiến này đã đủ số tệp kèm theo. Hãy gỡ bớt một tệp rồi thử lại.',
  'contribution/too-late': 'Đã hết hạn gửi ý kiến bằng văn bản. Nếu cần, hãy liên hệ đơn vị tổ chức.',
  'confirmation/unknown-change': 'Không tìm thấy đề nghị sửa này.',
  'confirmation/settled': 'Đề nghị sửa này đã được giải quyết hoặc đã rút.',
  'confirmation/deadline-past': 'Hạn xác nhận phải ở sau thời điểm hiện tại. Hãy chọn lại hạn.',
  'ledger/central': 'Điểm cầu Trung ương là nơi lấy ý kiến nên không có trong bảng đối chiếu.',
  'ledger/not-a-column': 'Bảng đối chiếu chỉ tính theo mục cao nhất. Hãy chọn mục ở cấp trên cùng.',
  'synthesis/unknown-group': 'Nhóm ý kiến này không còn nữa.',
  'synthesis/grouped-already': 'Có ý kiến đã nằm trong nhóm khác của mục này. Hãy đưa ra khỏi nhóm đó trước.',
  'synthesis/not-under-topic': 'Có ý kiến không thuộc mục này. Hãy phân loại lại rồi thử lại.',
  'attendance/too-many': 'Danh sách của điểm cầu đã đủ số người cho phép.',
  'attendance/unknown-attendee': 'Người này không còn trong danh sách điểm danh của điểm cầu.',
  'attendance/not-present': 'Người này chưa được ghi có mặt nên không thể ghi là ra về.',
  'attendance/marked-already': 'Người này đã được điểm danh nên không xóa khỏi danh sách được.',
  'vote/unknown': 'Không tìm thấy cuộc biểu quyết này.',
  'vote/closed': 'Cuộc biểu quyết này đã kết thúc.',
  'vote/still-open': 'Còn cuộc biểu quyết đang mở. Hãy kết thúc hoặc hủy cuộc đó rồi mới kết thúc hội nghị.',
  'vote/other-electorate': 'Cuộc biểu quyết này lấy phiếu theo cách khác.',
  'vote/no-voter': 'Bạn không có phiếu trong cuộc biểu quyết này.',
  'vote/already-cast': 'Phiếu này đã bỏ và không đổi được nữa.',
  'vote/hands-are-seen': 'Giơ tay thì ai cũng thấy. Biểu quyết kín cần bỏ phiếu theo điểm cầu hoặc đại biểu.',
  'vote/box-unreadable':
    'Máy chủ này không mở được hòm phiếu kín. Hãy hủy lần biểu quyết này rồi mở lần khác.',
  'vote/box-differs':
    'Số phiếu trong hòm khác số người đã bỏ phiếu nên chưa công bố kết quả. Hãy báo kỹ thuật kiểm tra.',
  'conclusion/unknown-task': 'Không tìm thấy nhiệm vụ này trong kết luận.',
  'conclusion/too-many': 'Kết luận đã đủ số nhiệm vụ cho phép. Hãy gộp bớt rồi thử lại.',
  'review/unknown-comment': 'Không tìm thấy nhận xét này.',
  'review/unknown-document': 'Không có nội dung này trong biên bản.',
  'review/locked': 'Nội dung này đang được người khác giữ để sửa. Hãy chờ hoặc tiếp nhận quyền sửa.',
  'review/no-older-text': 'Không có bản cũ hơn để khôi phục. Hãy chọn một bản trước bản hiện tại.',
  'review/not-empty': 'Phần này đã có người viết nên không tự soạn thay. Hãy sửa trực tiếp.',
  'recording/unknown': 'Không tìm thấy bản ghi âm này.',
  'minutes/not-sealed': 'Biên bản chưa được niêm phong.',
  'minutes/ledger-gap':
    'Còn điểm cầu chưa có ý kiến trong bảng đối chiếu. Hãy nhắc các điểm cầu, hoặc chủ trì nêu lý do để niêm phong.',
  'minutes/already-sealed': 'Biên bản đã được niêm phong.',
  'minutes/not-rendered': 'Tệp biên bản đang được tạo. Hãy chờ vài giây rồi thử lại.',
  'minutes/unprintable':
    'Có ký tự không in được trong biên bản nên chưa niêm phong. Hãy sửa nội dung được nêu rồi thử lại.',
  'minutes/already-signed': 'Chữ ký này đã có trên biên bản.',
  'minutes/secretary-first': 'Thư ký ký trước, chủ trì ký sau.',
  'minutes/chair-first': 'Chủ trì ký trước, con dấu cơ quan đóng sau cùng.',
  'minutes/not-signed': 'Biên bản chưa đủ chữ ký.',
  'minutes/not-your-turn': 'Chưa đến lượt ký của chữ ký này, hoặc chữ ký này đã có.',
  'minutes/moved-on': 'Trong lúc đó đã có tệp biên bản mới hơn. Hãy xem lại rồi ký trên tệp mới nhất.',
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
  'prose/closed':
    'Ý kiến này đã được tách, gộp hoặc đã bỏ nên không sửa được. Hãy mở ý kiến đang có hiệu lực.',
  'prose/locked': 'Nội dung này đang được người khác giữ nên chưa lưu. Hãy chờ hoặc tiếp nhận quyền sửa.',
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
  'attachment/not-a-document':
    'Chỉ nhận tệp PDF hoặc Word (DOCX). Hãy lưu lại văn bản theo một trong hai dạng đó.',
  'attachment/unreadable':
    'Không đọc được tệp này: tệp hỏng hoặc có mật khẩu. Hãy mở tệp, chép toàn văn rồi dán vào ô.',
  'attachment/no-text':
    'Trong tệp không có chữ đọc được, có thể là bản chụp. Hãy chọn bản có chữ, hoặc gõ toàn văn vào ô.',
  'attachment/refused': 'Chưa đính kèm được tệp vào ý kiến này.',
  'attachment/unknown': 'Không tìm thấy tệp hoặc ý kiến này.',
  'conference/file-invalid': 'Tệp hội nghị có chỗ chưa đúng.',
  'backup/damaged': 'Bản sao lưu bị hỏng hoặc không phải bản sao lưu.',
  'backup/newer': 'Bản sao lưu do bản Điểm Cầu mới hơn tạo ra.',
  'backup/not-empty': 'Chỉ khôi phục được vào nơi còn trống.',
  'database/other-version': 'Dữ liệu thuộc phiên bản PostgreSQL khác. Hãy báo kỹ thuật.',
  'dossier/refused': 'Hồ sơ này không còn nguyên vẹn hoặc không đọc được, nên chưa nhập.',
  'dossier/other-log':
    'Ở đây đã có hội nghị này với nhật ký khác, nên không nhập. Hãy giữ tệp hồ sơ và báo kỹ thuật.',
  'dossier/no-seal': 'Máy chủ này chưa có khóa để ký hồ sơ. Hãy báo kỹ thuật.',
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
  'publication/unknown-bridge': 'Không có điểm cầu này trong hội nghị.',
  'publication/unprintable':
    'Có một chữ không in được nên chưa dựng được tệp PDF; các tệp Word, Excel vẫn tải được.',
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
  'signing/link-invalid': 'Liên kết ký đã dùng, đã hết hạn hoặc không đúng. Hãy tạo liên kết mới trên trang.',
  'signing/preparation-gone': 'Lần ký này đã quá 10 phút hoặc đã có lần ký mới hơn. Hãy ký lại từ đầu.',
  'signing/token-library-missing':
    'Máy này chưa có thư viện đọc thiết bị ký (pkcs11js). Hãy chạy: node scripts/setup.mjs --token.',
  'signing/token-module': 'Không nạp được thư viện PKCS#11 của thiết bị ký. Hãy kiểm tra đường dẫn.',
  'signing/token-absent': 'Không thấy thiết bị ký. Hãy cắm thiết bị rồi thử lại.',
  'signing/token-pin': 'Mã PIN không đúng. Nhập sai vài lần liên tiếp thì thiết bị tự khóa.',
  'signing/token-locked': 'Thiết bị ký đã bị khóa mã PIN. Hãy liên hệ nơi cấp thiết bị.',
  'signing/token-key': 'Thiết bị ký không có đúng một chứng thư kèm khóa như đã chỉ ra.',
  'signing/token-failed': 'Thiết bị ký báo lỗi. Hãy rút ra cắm lại rồi thử lại.',
  'signing/upload-refused': 'Tệp đã ký ở nơi khác không nhận được.',
  'signing/no-signer': 'Máy chủ chưa có chứng thư để ký thay vai trò này. Hãy báo kỹ thuật.',
  'signing/verify-failed': 'Chưa kiểm tra được tệp này. Hãy thử lại sau ít phút.',
  'signing/unreadable-pdf': 'Không đọc được tệp này như một tệp PDF.',
  'signing/unknown-field': 'Tệp không có ô chữ ký này.',
  'signing/already-signed': 'Ô chữ ký này đã được ký.',
  'signing/out-of-order': 'Thư ký ký trước, chủ trì ký sau.',
  'signing/certificate-refused': 'Chứng thư số không dùng được để ký biên bản này.',
  'signing/pkcs12-unreadable': 'Không mở được tệp chứng thư số; hãy kiểm tra tệp và mật khẩu.',
  'signing/pkcs12-too-costly':
    'Mở tệp chứng thư số mất quá nhiều thời gian nên máy chủ không dùng. Hãy xuất lại tệp với thiết lập mặc định.',
  'signing/base-changed': 'Tệp biên bản vừa có thay đổi. Hãy tải lại trang rồi ký lại.',
  'signing/image-refused': 'Ảnh chữ ký phải là tệp PNG, không quá 300 kB và 1600 điểm ảnh mỗi chiều.',
  'signing/wrong-signature': 'Chữ ký nhận được không khớp với biên bản.',
  'signing/too-large': 'Chữ ký lớn hơn chỗ dành sẵn. Hãy báo kỹ thuật.',
  'signing/pki-unreadable': 'Không đọc được kho chứng thư minh họa. Hãy báo kỹ thuật.',
  'signing/not-newest': 'Sau chữ ký này tệp đã có thêm phần mới, không gắn dấu thời gian vào đó được nữa.',
  'signing/already-stamped': 'Chữ ký này đã có dấu thời gian.',
  'signing/no-timestamps': 'Máy chủ chưa được cấu hình dịch vụ cấp dấu thời gian. Hãy báo kỹ thuật.',
  'signing/timestamp-unreachable': 'Chưa liên lạc được dịch vụ cấp dấu thời gian; máy chủ sẽ tự thử lại.',
  'signing/timestamp-refused': 'Dịch vụ cấp dấu thời gian từ chối yêu cầu; máy chủ sẽ tự thử lại.',
  'signing/timestamp-wrong': 'Dịch vụ cấp dấu thời gian trả lời sai; máy chủ không dùng và sẽ tự thử lại.',
  'signing/revocation-unreachable': 'Chưa lấy được thông tin thu hồi chứng thư; máy chủ sẽ tự thử lại.',
  'signing/revocation-wrong': 'Thông tin thu hồi chứng thư nhận được không đúng; máy chủ sẽ tự thử lại.',
} as const

export const errors = { ...server, ...media, ...prose, ...page, ...refusals }

/** For a code that this page does not know: a newer server, most likely. */
export const unknownError = (code: string) =>
  `Chưa thực hiện được (mã ${code}). Hãy tải lại trang rồi thử lại.`
