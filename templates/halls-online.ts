import { counted } from './wording.ts'

/**
 * The halls beside the central one, as a document names them: `63 điểm cầu` where all were connected, else
 * `01 trên 63 điểm cầu theo kế hoạch`; only the plan's number where no line of any was ever seen (`connected` null).
 */
export function hallsOnline(planned: number, connected: number | null): string {
  if (connected === planned) return `${counted(planned)} điểm cầu`
  return `${connected === null ? '' : `${counted(connected)} trên `}${counted(planned)} điểm cầu theo kế hoạch`
}
