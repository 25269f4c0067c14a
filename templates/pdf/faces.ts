import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font } from 'fontkit'

/**
 * The embedded typefaces. Tinos has the metrics of Times New Roman; Noto Emoji (one colour) is the fallback
 * for pictographs. Both are under the SIL Open Font License with embedding unrestricted (fsType 0).
 */
export type Face = 'regular' | 'italic' | 'bold' | 'bold-italic' | 'emoji'

const FILES: Record<Face, string> = {
  regular: '@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf',
  italic: '@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf',
  bold: '@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf',
  'bold-italic': '@expo-google-fonts/tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf',
  emoji: '@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf',
}

/** Pictographs are drawn wide; this brings them to the height of the capitals beside them. */
export const EMOJI_SCALE = 0.8

const require = createRequire(import.meta.url)
const opened = new Map<Face, Font>()

/** Opens a face once per thread. */
export function openFace(face: Face): Font {
  let font = opened.get(face)
  if (!font) {
    font = create(readFileSync(require.resolve(FILES[face])))
    opened.set(face, font)
  }
  return font
}

/** The text face for a pair of emphases. */
export function textFace(bold: boolean, italic: boolean): Exclude<Face, 'emoji'> {
  if (bold) return italic ? 'bold-italic' : 'bold'
  return italic ? 'italic' : 'regular'
}
