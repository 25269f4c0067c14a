/** Moves the keyboard's focus over the wall: by tile, and to the nearest tile of the row above or below. */
export function moveOnWall(wall: HTMLElement, from: HTMLElement, key: string): boolean {
  const tiles = [...wall.querySelectorAll<HTMLElement>('[data-tile]')]
  const target = targetOf(tiles, from, key)
  target?.focus()
  return target !== undefined
}

function targetOf(tiles: readonly HTMLElement[], from: HTMLElement, key: string): HTMLElement | undefined {
  const place = tiles.indexOf(from)
  switch (key) {
    case 'ArrowRight':
      return tiles[place + 1]
    case 'ArrowLeft':
      return tiles[place - 1]
    case 'Home':
      return tiles[0]
    case 'End':
      return tiles.at(-1)
    case 'ArrowDown':
      return nearest(tiles, from, 1)
    case 'ArrowUp':
      return nearest(tiles, from, -1)
    default:
      return undefined
  }
}

function nearest(tiles: readonly HTMLElement[], from: HTMLElement, down: 1 | -1): HTMLElement | undefined {
  const { left, top } = from.getBoundingClientRect()
  const rows = tiles
    .map((tile) => ({ tile, box: tile.getBoundingClientRect() }))
    .filter(({ box }) => (box.top - top) * down > box.height / 2)
  const row = Math.min(...rows.map(({ box }) => Math.abs(box.top - top)))
  const beside = rows.filter(({ box }) => Math.abs(box.top - top) < row + box.height / 2)
  return beside.sort((a, b) => Math.abs(a.box.left - left) - Math.abs(b.box.left - left))[0]?.tile
}
