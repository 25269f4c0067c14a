export const media = {
  devices: 'Thiết bị',
  devicesTitle: 'Camera, micro và loa',
  camera: 'Camera',
  microphone: 'Micro',
  loudspeaker: 'Loa',
  ownPicture: 'Hình của máy này',
  systemOwn: 'Theo máy tính',
  notPlugged: 'Thiết bị đã chọn (chưa cắm)',
  unnamed: (place: number) => `Thiết bị ${place}`,
  sound: 'Tiếng của micro này',
  mixer: 'Có bàn trộn âm thanh (mixer)',
  mixerWhat:
    'Chọn khi micro đi qua bàn trộn đã có chống vang: trình duyệt giữ nguyên tiếng. Máy nhớ riêng cho từng micro.',
  systemLoudspeaker: 'Trình duyệt này phát ra loa của máy tính. Hãy chọn loa trong phần âm thanh của máy.',
  close: 'Đóng',
  standsIn: {
    camera: 'Camera đã chọn không còn cắm. Đang dùng camera khác; cắm lại thì trang tự dùng camera cũ.',
    microphone: 'Micro đã chọn không còn cắm. Đang dùng micro khác; cắm lại thì trang tự dùng micro cũ.',
    loudspeaker: 'Loa đã chọn không còn cắm. Đang phát ra loa của máy; cắm lại thì trang tự dùng loa cũ.',
  },
  soundElsewhere:
    'Một cửa sổ khác trên máy này cũng đang mở tiếng hội trường. Hãy đóng cửa sổ đó, nếu không phòng họp sẽ bị vọng tiếng.',
} as const
