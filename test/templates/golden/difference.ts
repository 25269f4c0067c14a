import type { Picture } from './picture.ts'

/** Width and height of the tiles that are compared, in points of the picture: about a word. */
const TILE = { width: 16, height: 4 }

/**
 * How far the greys of two pictures are apart in the tile where they differ most, 0 to 255, both blurred by one point:
 * so rasterisers, which divide the same ink otherwise among neighbouring points, differ little, and a line that moved
 * much. Infinite for pictures of different sizes.
 */
export function difference(one: Picture, other: Picture): number {
  if (one.width !== other.width || one.height !== other.height) return Number.POSITIVE_INFINITY
  const { width, height } = one
  const [a, b] = [blurred(one), blurred(other)]
  let most = 0
  for (let top = 0; top < height; top += TILE.height / 2)
    for (let left = 0; left < width; left += TILE.width / 2) {
      let sum = 0
      let count = 0
      for (let y = top; y < Math.min(height, top + TILE.height); y++)
        for (let x = left; x < Math.min(width, left + TILE.width); x++) {
          sum += Math.abs((a[y * width + x] ?? 0) - (b[y * width + x] ?? 0))
          count += 1
        }
      most = Math.max(most, sum / Math.max(count, (TILE.width * TILE.height) / 2))
    }
  return most
}

/** Both pictures and what differs between them, side by side. */
export function sideBySide(one: Picture, other: Picture): Picture {
  const height = Math.max(one.height, other.height)
  const wide = Math.max(one.width, other.width)
  const width = 3 * wide
  const points = new Uint8Array(width * height).fill(255)
  const at = ({ width: own, height: tall, points: greys }: Picture, x: number, y: number) =>
    x < own && y < tall ? (greys[y * own + x] ?? 255) : 255
  for (let y = 0; y < height; y++)
    for (let x = 0; x < wide; x++) {
      const [a, b] = [at(one, x, y), at(other, x, y)]
      points[y * width + x] = a
      points[y * width + wide + x] = b
      points[y * width + 2 * wide + x] = 255 - Math.abs(a - b)
    }
  return { width, height, points }
}

function blurred({ width, height, points }: Picture): Float64Array {
  const out = new Float64Array(width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let sum = 0
      let count = 0
      for (let dy = Math.max(0, y - 1); dy <= Math.min(height - 1, y + 1); dy++)
        for (let dx = Math.max(0, x - 1); dx <= Math.min(width - 1, x + 1); dx++) {
          sum += points[dy * width + dx] ?? 0
          count += 1
        }
      out[y * width + x] = sum / count
    }
  return out
}
