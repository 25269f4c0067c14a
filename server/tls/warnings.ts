import type { Instant } from '../../domain/time.ts'
import { type Config, isLoopback } from '../config.ts'
import type { ServerCertificate } from './certificate.ts'

/** How long before its end a certificate is spoken of at every start (ms). */
const SOON_MS = 14 * 86_400_000

/** What will keep halls from working although the configuration is right, in the operator's words. */
export function networkWarnings(
  { host, publicUrl }: Pick<Config, 'host' | 'publicUrl'>,
  certificate: ServerCertificate | undefined,
  now: Instant,
): readonly string[] {
  const { protocol, hostname } = new URL(publicUrl)
  if (protocol === 'http:') return isLoopback(host) ? [] : [noCamera(publicUrl)]
  if (!certificate) return []
  const name = hostname.replace(/^\[|\]$/g, '')
  const days = Math.floor((certificate.notAfter - now) / 86_400_000)
  return [
    ...(certificate.covers(name) ? [] : [`Chứng thư TLS không có tên ${name}: trình duyệt sẽ từ chối.`]),
    ...(certificate.notAfter - now < SOON_MS ? [`Chứng thư TLS còn hạn ${days} ngày: hãy gia hạn.`] : []),
  ]
}

/** Browsers give cameras only to secure contexts, which over HTTP is this computer alone. */
function noCamera(publicUrl: string): string {
  return [
    `Không có TLS: máy khác mở ${publicUrl} sẽ KHÔNG có camera và micro.`,
    'Đặt TLS_CERT và TLS_KEY (npm run tls -- --hosts …), hoặc PUBLIC_URL=https://… khi có proxy TLS phía trước.',
  ].join('\n  ')
}
