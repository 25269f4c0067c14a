import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { demoTsa } from '../../server/signing/timestamp/demo-tsa.ts'
import { now, pki } from './signed-pdf.ts'

type Answer = (response: ServerResponse, request: Uint8Array, headers: IncomingMessage['headers']) => unknown

/** A server on loopback that answers as it is told: a timestamp authority, a responder, a publisher of lists. */
export interface WebServer {
  readonly url: string
  /** Requests so far, their bodies. */
  readonly requests: readonly Uint8Array[]
  answer: Answer
  close(): Promise<void>
}

export async function startWebServer(answer: Answer): Promise<WebServer> {
  const requests: Uint8Array[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    requests.push(Buffer.concat(chunks))
    await started.answer(response, Buffer.concat(chunks), request.headers)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const started: WebServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answer,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  return started
}

export const tsa = demoTsa(pki.tsa.signer, () => now)

/** Answers as a timestamp authority should. */
export const stamps: Answer = async (response, request) => reply(response, await tsa.respond(request))

export function reply(
  response: ServerResponse,
  bytes: Uint8Array,
  type = 'application/timestamp-reply',
): ServerResponse {
  return response.writeHead(200, { 'content-type': type }).end(bytes)
}
