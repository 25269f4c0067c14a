/** A transformation `[a b c d e f]` (ISO 32000-1, 8.3.4). */
export type Matrix = readonly [number, number, number, number, number, number]

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0]

/** First `m`, then `n`. */
export function times(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[1] * n[2],
    m[0] * n[1] + m[1] * n[3],
    m[2] * n[0] + m[3] * n[2],
    m[2] * n[1] + m[3] * n[3],
    m[4] * n[0] + m[5] * n[2] + n[4],
    m[4] * n[1] + m[5] * n[3] + n[5],
  ]
}

export function moved(m: Matrix, x: number, y: number): Matrix {
  return times([1, 0, 0, 1, x, y], m)
}

export function pointAt(m: Matrix, x: number, y: number): readonly [number, number] {
  return [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]]
}

export function matrixOf(values: readonly unknown[]): Matrix | undefined {
  return values.length === 6 && values.every((value) => typeof value === 'number')
    ? (values as unknown as Matrix)
    : undefined
}
