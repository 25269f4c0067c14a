/** Without marks and capitals, to search by: `Điện Biên` is found by `dien`. */
export function bare(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/giu, 'd').toLowerCase()
}
