/** A page of either engine, whose connections `keepConnections` has remembered. */
export interface MeasuredPage {
  evaluate<T>(inPage: () => Promise<T>): Promise<T>
}

/** What a page decoded within a second, and what it sent (W3C webrtc-stats), stream by stream. */
export interface Decoded {
  readonly pictures: readonly { readonly frames: number; readonly width: number; readonly height: number }[]
  /** Samples made of what arrived, not of what was missing. */
  readonly sounds: readonly { readonly packets: number; readonly samples: number }[]
  /** Layers of the own camera that were sent. */
  readonly layers: readonly { readonly rid: string; readonly frames: number; readonly width: number }[]
  /** Of the pairs in use: the type of the own candidate, and how a relay was reached. */
  readonly paths: readonly { readonly candidate: string; readonly relayProtocol: string | null }[]
}

/** Measured by the page's own connections, not asked of anybody. */
export function decoded(page: MeasuredPage): Promise<Decoded> {
  return page.evaluate(measure)
}

/** Runs in the page. */
async function measure(): Promise<Decoded> {
  // What webrtc-stats names and TypeScript's DOM does not.
  type Report = Record<string, unknown> & { id: string; type: string }
  const reports = async () => {
    const all = new Map<string, Report>()
    const kept = (window as unknown as { __connections: RTCPeerConnection[] }).__connections
    for (const [index, connection] of kept.entries()) {
      if (connection.connectionState === 'closed') continue
      for (const report of (await connection.getStats()).values()) all.set(`${index} ${report.id}`, report)
    }
    return all
  }
  const before = await reports()
  await new Promise((resolve) => setTimeout(resolve, 1000))
  const after = await reports()
  const numberOf = (report: Report | undefined, name: string) => Number(report?.[name] ?? 0)
  const growth = (id: string, name: string) => numberOf(after.get(id), name) - numberOf(before.get(id), name)
  const of = (type: string, kind: string) =>
    [...after].filter(([, report]) => report.type === type && report.kind === kind)
  const candidateOf = (id: string, report: Report) =>
    after.get(`${id.split(' ', 1)[0]} ${String(report.localCandidateId)}`)
  const inUse = [...after].filter(
    ([id, report]) => report.type === 'candidate-pair' && growth(id, 'bytesReceived') > 0,
  )
  return {
    pictures: of('inbound-rtp', 'video')
      .map(([id, report]) => ({
        frames: growth(id, 'framesDecoded'),
        width: numberOf(report, 'frameWidth'),
        height: numberOf(report, 'frameHeight'),
      }))
      .filter(({ frames }) => frames > 0),
    sounds: of('inbound-rtp', 'audio')
      .map(([id]) => ({
        packets: growth(id, 'packetsReceived'),
        samples: growth(id, 'totalSamplesReceived') - growth(id, 'concealedSamples'),
      }))
      .filter(({ packets, samples }) => packets > 0 && samples > 0),
    layers: of('outbound-rtp', 'video')
      .map(([id, report]) => ({
        rid: String(report.rid ?? ''),
        frames: growth(id, 'framesEncoded'),
        width: numberOf(report, 'frameWidth'),
      }))
      .filter(({ frames }) => frames > 0),
    paths: inUse.map(([id, report]) => {
      const candidate = candidateOf(id, report)
      return {
        candidate: String(candidate?.candidateType),
        relayProtocol: candidate?.relayProtocol ? String(candidate.relayProtocol) : null,
      }
    }),
  }
}
