import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { DemoPki } from '../../server/signing/demo-pki.ts'
import { demoTsa } from '../../server/signing/timestamp/demo-tsa.ts'

/** A timestamp authority on a port of its own, which knows how long it took. */
export interface Authority {
  readonly url: string
  /** Milliseconds that it has spent on its answers since this was last asked. */
  readonly spent: () => number
  readonly close: () => Promise<void>
}

export async function openAuthority(pki: DemoPki): Promise<Authority> {
  const tsa = demoTsa(pki.tsa.signer, Date.now)
  let spent = 0
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const from = performance.now()
    const answer = await tsa.respond(Buffer.concat(chunks))
    spent += performance.now() - from
    response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    spent() {
      const so = spent
      spent = 0
      return so
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
