import { isIP } from 'node:net'
import { join } from 'node:path'
import { domainToASCII } from 'node:url'
import { parseArgs } from 'node:util'
import { isHost, isLoopback, readConfig } from '../server/config.ts'
import { AuthorityUnreadable, type Issued, issueServerCertificate } from './tls/authority.ts'

/**
 * `npm run tls -- --hosts dc.tinh.local,10.1.2.3`: a certificate for a network that no public authority reaches,
 * in DATA_DIR/tls. Run again, with or without hosts, it renews the certificate under the same root.
 */
const usage = 'npm run tls -- --hosts dc.tinh.local,10.1.2.3'

process.exitCode = main()

function main(): number {
  const hosts = readHosts()
  if (!hosts) return fail(`Cách dùng / usage: ${usage}`)
  const wrong = hosts.filter((host) => !isHost(host))
  if (wrong.length > 0) return fail(`Không phải tên máy hay địa chỉ / not a host: ${wrong.join(', ')}`)
  const directory = join(readConfig(process.env).dataDir, 'tls')
  try {
    explain(issueServerCertificate(directory, hosts, Date.now()))
    return 0
  } catch (error) {
    if (error instanceof RangeError) return fail(`Chưa có chứng thư để gia hạn. Cách dùng / usage: ${usage}`)
    if (!(error instanceof AuthorityUnreadable)) throw error
    return fail(`Không đọc được chứng thư gốc và khóa của nó / the authority is damaged: ${error.message}`)
  }
}

function readHosts(): readonly string[] | undefined {
  try {
    const { values } = parseArgs({ options: { hosts: { type: 'string', multiple: true } } })
    const given = (values.hosts ?? []).flatMap((list) => list.split(','))
    // A name with marks is known to the network by its ASCII form (RFC 5891).
    return given
      .map((host) => host.trim())
      .map((host) => (isHost(host) ? host.toLowerCase() : domainToASCII(host)))
  } catch {
    return undefined
  }
}

function explain({ files, newRoot, fingerprint, hosts, notAfter, rootNotAfter }: Issued): void {
  const [first = ''] = hosts
  const day = (instant: number) =>
    new Date(instant).toLocaleDateString('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh' })
  const origin = `https://${first.includes(':') ? `[${first}]` : first}`
  const address = hosts.find((host) => isIP(host) !== 0 && !isLoopback(host)) ?? 'ĐỊA_CHỈ_IP'
  const root = newRoot
    ? `1. Cài chứng thư gốc vào MỌI máy của mạng (một lần, hạn đến ${day(rootNotAfter)}):
     ${files.root}
   Mã SHA-256, hãy đối chiếu khi cài:
     ${fingerprint}
   Windows: certutil -addstore Root root.pem (quyền quản trị), hoặc Group Policy
     "Trusted Root Certification Authorities"; Chrome, Edge và Cốc Cốc dùng kho này.
   Debian, Ubuntu: chép thành /usr/local/share/ca-certificates/diem-cau.crt rồi chạy update-ca-certificates;
     Chromium: certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n diem-cau -i root.pem
   Firefox: chính sách Certificates.Install (docs/kiosk/firefox-policies.json).
   Android, iOS: mở tệp, rồi bật tin cậy trong phần cài đặt chứng thư.`
    : `1. Chứng thư gốc vẫn như cũ (hạn đến ${day(rootNotAfter)}): không phải cài lại ở máy nào.`
  process.stdout.write(`
Chứng thư máy chủ cho ${hosts.join(', ')}
hạn đến ${day(notAfter)}; gia hạn: npm run tls (máy chủ đang chạy tự nhận chứng thư mới).

${root}

2. Khởi động:
     HOST=0.0.0.0 PORT=443 PUBLIC_URL=${origin} \\
     MEDIA_LISTEN_IP=0.0.0.0 MEDIA_ANNOUNCED_ADDRESS=${address} \\
     TLS_CERT=${files.cert} TLS_KEY=${files.key} npm start

3. Giữ kín ${files.rootKey}: ai có tệp này giả được mọi trang web đối với các máy đã cài chứng thư gốc.
   Cất vào nơi khác (đĩa rời, két) và chỉ đưa về khi gia hạn.

`)
}

function fail(text: string): number {
  process.stderr.write(`✗ ${text}\n`)
  return 1
}
