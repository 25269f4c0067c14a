/** Points in a length given in millimetres. */
export function mm(length: number): number {
  return (length * 72) / 25.4
}

/** A4 in points. */
export const A4 = [mm(210), mm(297)] as const
