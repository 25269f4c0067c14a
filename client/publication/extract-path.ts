/** Where a bridge's extract of the minutes is. */
export function extractPath(conference: string, bridge: string): string {
  return `/api/conferences/${conference}/out/extract.pdf?bridge=${encodeURIComponent(bridge)}`
}
