import type { Finding } from '../../../domain/rehearsal-findings.ts'

/** What was found, in as few words as a tile has room for. */
export const found = {
  'camera/good': 'Camera tốt',
  'camera/not-measured': 'Chưa kiểm tra camera',
  'camera/permission-denied': 'Chưa cho phép camera',
  'camera/no-device': 'Không có camera',
  'camera/device-busy': 'Camera đang bận',
  'camera/insecure-page': 'Trang không mở bằng HTTPS',
  'camera/device-failed': 'Camera lỗi',
  'camera/no-picture': 'Camera không có hình',
  'camera/frozen': 'Hình đứng yên',
  'camera/black': 'Hình đen',
  'camera/too-small': 'Hình quá nhỏ',
  'camera/too-few-frames': 'Hình giật',
  'camera/small': 'Hình dưới 720 dòng',
  'camera/few-frames': 'Hình ít khung',
  'camera/dark': 'Hình tối',
  'camera/bright': 'Hình chói',
  'microphone/good': 'Micro tốt',
  'microphone/not-measured': 'Chưa kiểm tra micro',
  'microphone/permission-denied': 'Chưa cho phép micro',
  'microphone/no-device': 'Không có micro',
  'microphone/device-busy': 'Micro đang bận',
  'microphone/insecure-page': 'Trang không mở bằng HTTPS',
  'microphone/device-failed': 'Micro lỗi',
  'microphone/silent': 'Micro không có tiếng',
  'microphone/too-faint': 'Micro quá nhỏ',
  'microphone/clipping-much': 'Micro vỡ tiếng',
  'microphone/clipping': 'Micro có lúc vỡ tiếng',
  'microphone/faint': 'Micro nhỏ',
  'microphone/loud': 'Micro to',
  'microphone/noisy': 'Phòng ồn',
  'loudspeaker/good': 'Loa tốt',
  'loudspeaker/not-measured': 'Chưa kiểm tra loa',
  'loudspeaker/not-heard': 'Loa không có tiếng',
  'loudspeaker/echo-loud': 'Tiếng vọng lớn',
  'loudspeaker/echo': 'Có tiếng vọng',
  'loudspeaker/echo-unknown': 'Chưa đo được tiếng vọng',
  'uplink/good': 'Đường gửi tốt',
  'uplink/not-measured': 'Chưa đo đường gửi',
  'uplink/no-source': 'Chưa có gì để gửi',
  'uplink/none': 'Không gửi được',
  'uplink/loss-high': 'Gửi mất nhiều gói',
  'uplink/jitter-high': 'Gửi rất không đều',
  'uplink/too-thin': 'Đường gửi quá hẹp',
  'uplink/delay-high': 'Độ trễ quá lớn',
  'uplink/loss': 'Gửi mất gói',
  'uplink/jitter': 'Gửi không đều',
  'uplink/thin': 'Đường gửi hẹp',
  'uplink/delay': 'Độ trễ lớn',
  'downlink/good': 'Đường nhận tốt',
  'downlink/not-measured': 'Chưa đo đường nhận',
  'downlink/no-source': 'Chưa có gì để đo',
  'downlink/none': 'Không nhận được',
  'downlink/loss-high': 'Nhận mất nhiều gói',
  'downlink/jitter-high': 'Nhận rất không đều',
  'downlink/too-thin': 'Đường nhận quá hẹp',
  'downlink/loss': 'Nhận mất gói',
  'downlink/jitter': 'Nhận không đều',
  'downlink/thin': 'Đường nhận hẹp',
  'path/good': 'Nối thẳng bằng UDP',
  'path/not-measured': 'Chưa đo cách nối',
  'path/no-source': 'Chưa có gì để đo',
  'path/none': 'Không nối được',
  'path/tcp': 'Đang đi bằng TCP',
  'path/relay': 'Đang qua máy chuyển tiếp',
  'clock/good': 'Đồng hồ đúng',
  'clock/not-measured': 'Chưa đối chiếu đồng hồ',
  'clock/off': 'Đồng hồ lệch',
  'clock/far-off': 'Đồng hồ lệch nhiều',
} as const satisfies Record<Finding, string>

/** What a technician can do about it, in one sentence; for what is good, what that means. */
export const remedies = {
  'camera/good': 'Hình rõ, đủ sáng, chuyển động đều.',
  'camera/not-measured': 'Chưa kiểm tra: bấm Kiểm tra lại ở dòng Camera.',
  'camera/permission-denied':
    'Trình duyệt chưa cho dùng camera: bấm biểu tượng bên trái thanh địa chỉ, chọn Cho phép camera, rồi kiểm tra lại.',
  'camera/no-device':
    'Không tìm thấy camera: kiểm tra nguồn và dây USB hoặc HDMI của camera; trang tự nhận khi cắm lại.',
  'camera/device-busy':
    'Camera đang bị chương trình khác giữ: đóng Zoom, Teams hoặc phần mềm camera đang mở trên máy này.',
  'camera/insecure-page':
    'Trang không mở bằng HTTPS nên không dùng được camera: mở lại bằng liên kết https://.',
  'camera/device-failed': 'Camera không mở được: rút dây, chờ 5 giây, cắm lại rồi kiểm tra lại.',
  'camera/no-picture':
    'Camera mở được nhưng không có hình: kiểm tra nguồn camera và đầu ra của bộ thu hình (capture).',
  'camera/frozen': 'Hình đứng yên: khởi động lại camera hoặc bộ thu hình (capture) rồi kiểm tra lại.',
  'camera/black': 'Hình đen: mở nắp ống kính và bật đèn phòng họp.',
  'camera/too-small': 'Hình nhỏ hơn 640×360: đặt camera hoặc bộ thu hình ở 1280×720.',
  'camera/too-few-frames':
    'Hình giật: đặt camera ở 25 hình/giây, tăng ánh sáng, đóng các chương trình khác trên máy.',
  'camera/small': 'Hình dùng được nhưng dưới 1280×720: đặt camera hoặc bộ thu hình ở 720p.',
  'camera/few-frames': 'Chuyển động chưa mượt: tăng ánh sáng trong phòng hoặc đặt camera ở 25 hình/giây.',
  'camera/dark': 'Phòng tối: bật thêm đèn phía trước người ngồi hoặc tăng độ sáng của camera.',
  'camera/bright': 'Hình chói: kéo rèm cửa sổ sau lưng người ngồi hoặc giảm độ sáng của camera.',
  'microphone/good': 'Tiếng nói rõ, đúng mức.',
  'microphone/not-measured': 'Chưa kiểm tra: bấm Kiểm tra lại ở dòng Micro rồi nói vào micro.',
  'microphone/permission-denied':
    'Trình duyệt chưa cho dùng micro: bấm biểu tượng bên trái thanh địa chỉ, chọn Cho phép micro, rồi kiểm tra lại.',
  'microphone/no-device':
    'Không tìm thấy micro: kiểm tra dây từ bàn trộn hoặc micro vào máy này; trang tự nhận khi cắm lại.',
  'microphone/device-busy':
    'Micro đang bị chương trình khác giữ: đóng Zoom, Teams hoặc phần mềm ghi âm đang mở trên máy này.',
  'microphone/insecure-page':
    'Trang không mở bằng HTTPS nên không dùng được micro: mở lại bằng liên kết https://.',
  'microphone/device-failed': 'Micro không mở được: rút dây, chờ 5 giây, cắm lại rồi kiểm tra lại.',
  'microphone/silent':
    'Không nghe thấy tiếng nói: bật micro và kênh của nó trên bàn trộn, kiểm tra đã chọn đúng micro, rồi nói thử lại.',
  'microphone/too-faint':
    'Micro quá nhỏ: tăng gain ở bàn trộn hoặc đưa micro lại gần người nói, cách miệng 20–30 cm.',
  'microphone/clipping-much': 'Tiếng bị vỡ: giảm gain ở bàn trộn hoặc mức thu của micro trên máy này.',
  'microphone/clipping': 'Tiếng có lúc vỡ: giảm gain ở bàn trộn một chút hoặc đưa micro xa miệng hơn.',
  'microphone/faint': 'Micro hơi nhỏ: tăng gain ở bàn trộn hoặc đưa micro lại gần người nói.',
  'microphone/loud': 'Micro hơi to: giảm gain ở bàn trộn hoặc đưa micro xa người nói hơn.',
  'microphone/noisy': 'Tiếng ồn nền lớn: tắt quạt, đóng cửa, hoặc tắt các micro không dùng trên bàn trộn.',
  'loudspeaker/good': 'Phòng họp nghe rõ, tiếng loa không vọng lại micro.',
  'loudspeaker/not-measured': 'Chưa kiểm tra: bấm Kiểm tra lại ở dòng Loa và nghe ba tiếng chuông.',
  'loudspeaker/not-heard':
    'Không nghe thấy tiếng từ loa: bật loa, tăng âm lượng, chọn đúng đầu ra âm thanh của máy này.',
  'loudspeaker/echo-loud':
    'Tiếng loa vọng lại micro rất lớn: giảm âm lượng loa, đưa micro xa loa, và bật khử vọng ở bàn trộn hoặc trong trang.',
  'loudspeaker/echo':
    'Tiếng loa còn vọng lại micro: giảm âm lượng loa hoặc quay micro ra hướng khác, bật khử vọng.',
  'loudspeaker/echo-unknown':
    'Chưa đo được tiếng vọng vì không có micro: sửa micro trước rồi kiểm tra lại loa.',
  'uplink/good': 'Đủ để gửi hình rõ và tiếng.',
  'uplink/not-measured': 'Chưa đo: bấm Kiểm tra lại ở dòng Đường gửi đi.',
  'uplink/no-source': 'Chưa đo được vì chưa có camera và micro: sửa camera, micro trước rồi kiểm tra lại.',
  'uplink/none':
    'Không gửi được hình và tiếng tới máy chủ: kiểm tra dây mạng, nhờ quản trị mạng mở cổng của máy chủ hội nghị.',
  'uplink/loss-high':
    'Mất quá nhiều gói khi gửi: dùng dây mạng thay Wi-Fi, dừng việc tải lên khác, báo nhà mạng kiểm tra đường truyền.',
  'uplink/jitter-high':
    'Gói gửi đi rất không đều: dùng dây mạng thay Wi-Fi, dừng các việc tải lên khác trong mạng.',
  'uplink/too-thin': 'Đường gửi dưới 0,25 Mb/giây: đổi sang đường truyền khác hoặc mạng 4G dự phòng.',
  'uplink/delay-high': 'Độ trễ tới máy chủ trên 300 ms: bỏ VPN nếu có, đổi đường truyền, báo nhà mạng.',
  'uplink/loss': 'Có mất gói khi gửi: dùng dây mạng thay Wi-Fi và dừng việc tải lên khác trong mạng.',
  'uplink/jitter': 'Gói gửi đi chưa đều: dùng dây mạng thay Wi-Fi.',
  'uplink/thin':
    'Đường gửi dưới 2,2 Mb/giây, hình sẽ kém rõ: dừng việc tải lên khác hoặc tăng gói cước đường truyền.',
  'uplink/delay': 'Độ trễ tới máy chủ hơi lớn: bỏ VPN nếu có, dùng dây mạng thay Wi-Fi.',
  'downlink/good': 'Đủ để nhận hình lớn, các hình nhỏ và tiếng.',
  'downlink/not-measured': 'Chưa đo: bấm Kiểm tra lại ở dòng Đường nhận về.',
  'downlink/no-source': 'Chưa đo được vì chưa có camera và micro: sửa camera, micro trước rồi kiểm tra lại.',
  'downlink/none': 'Không nhận được hình từ máy chủ: nhờ quản trị mạng mở cổng của máy chủ hội nghị.',
  'downlink/loss-high':
    'Mất quá nhiều gói khi nhận: dùng dây mạng thay Wi-Fi, dừng việc tải xuống khác, báo nhà mạng kiểm tra.',
  'downlink/jitter-high':
    'Gói nhận về rất không đều: dùng dây mạng thay Wi-Fi, dừng các việc tải xuống khác.',
  'downlink/too-thin': 'Đường nhận dưới 0,25 Mb/giây: đổi sang đường truyền khác hoặc mạng 4G dự phòng.',
  'downlink/loss': 'Có mất gói khi nhận: dùng dây mạng thay Wi-Fi và dừng việc tải xuống khác trong mạng.',
  'downlink/jitter': 'Gói nhận về chưa đều: dùng dây mạng thay Wi-Fi.',
  'downlink/thin': 'Đường nhận dưới 3 Mb/giây, hình nhỏ sẽ bị bớt: dừng việc tải xuống khác trong mạng.',
  'path/good': 'Hình và tiếng đi thẳng tới máy chủ bằng UDP.',
  'path/not-measured': 'Chưa đo: bấm Kiểm tra lại ở dòng Cách nối tới máy chủ.',
  'path/no-source': 'Chưa đo được vì chưa có camera và micro: sửa camera, micro trước rồi kiểm tra lại.',
  'path/none':
    'Không nối được tới máy chủ hình và tiếng: nhờ quản trị mạng mở cổng UDP và TCP của máy chủ hội nghị.',
  'path/tcp': 'Tường lửa đang chặn UDP nên hình dễ giật: nhờ quản trị mạng mở cổng UDP của máy chủ hội nghị.',
  'path/relay':
    'Hình và tiếng phải qua máy chuyển tiếp nên trễ hơn: nhờ quản trị mạng mở cổng UDP của máy chủ hội nghị.',
  'clock/good': 'Đồng hồ của máy khớp với máy chủ.',
  'clock/not-measured': 'Chưa đối chiếu được đồng hồ: kiểm tra lại khi có kết nối.',
  'clock/off': 'Đồng hồ của máy lệch: bật đặt giờ tự động trong cài đặt của máy.',
  'clock/far-off': 'Đồng hồ của máy lệch quá 5 phút, có thể bị từ chối kết nối: đặt lại ngày giờ của máy.',
} as const satisfies Record<Finding, string>
