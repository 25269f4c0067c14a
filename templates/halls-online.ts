import { counted } from './wording.ts'

/**
 * How the central hall was joined with the others, as a document says it: with all of them, with
 * `01 trên 63 điểm cầu theo kế hoạch`, or only what was planned where no line of any was ever seen (`connected` null).
 */
export function hallsOnline(planned: number, connected: number | null): string {
  if (connected === null) return `theo kế hoạch kết nối trực tuyến với ${counted(planned)} điểm cầu`
  if (connected === planned) return `kết nối trực tuyến với ${counted(planned)} điểm cầu`
  return `kết nối trực tuyến với ${counted(connected)} trên ${counted(planned)} điểm cầu theo kế hoạch`
}
