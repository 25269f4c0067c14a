import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Runs a command-line judge on a file of these bytes; `FILE` among the arguments stands for its path. */
export function judge(bytes: Uint8Array, command: string, ...args: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'diem-cau-pdf-'))
  const file = join(folder, 'file.pdf')
  try {
    writeFileSync(file, bytes)
    const named = args.map((each) => (each === 'FILE' ? file : each))
    return execFileSync(command, named, { encoding: 'utf8', maxBuffer: 256e6 })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export const squeezed = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim()

const FURNITURE = /TÀI LIỆU MINH HỌA – KHÔNG CÓ GIÁ TRỊ( – DỰ THẢO)?|^\s*\d+\s*$/gm

/** The text of each page, page numbers and marks included. */
export function pageTexts(bytes: Uint8Array): string[] {
  return judge(bytes, 'pdftotext', '-raw', 'FILE', '-').split('\f').slice(0, -1)
}

/** The text of the whole file as one line, without page numbers and marks. */
export function bodyText(bytes: Uint8Array): string {
  return squeezed(pageTexts(bytes).join('\n').replace(FURNITURE, ' '))
}

/** A word and its box in points from the page's top left corner. */
export type Word = { page: number; text: string; left: number; top: number; right: number; bottom: number }

export function words(bytes: Uint8Array): Word[] {
  const pages = judge(bytes, 'pdftotext', '-bbox', 'FILE', '-').split('<page ').slice(1)
  const pattern = /<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)<\/word>/g
  return pages.flatMap((page, index) =>
    [...page.matchAll(pattern)].map(([, left, top, right, bottom, text = '']) => ({
      page: index + 1,
      text,
      left: Number(left),
      top: Number(top),
      right: Number(right),
      bottom: Number(bottom),
    })),
  )
}

export type PdfValue = string | number | boolean | null | PdfValue[] | { [key: string]: PdfValue }
type Dictionary = { [key: string]: PdfValue }

/** The objects of a file by `obj:N 0 R`, as qpdf's JSON (version 2) gives them. */
export function openObjects(bytes: Uint8Array) {
  const file = JSON.parse(judge(bytes, 'qpdf', '--json=2', '--json-key=qpdf', 'FILE')) as {
    qpdf: [unknown, Record<string, { value?: PdfValue; stream?: { dict: Dictionary } }>]
  }
  const objects = file.qpdf[1]
  /** Follows a reference; a stream gives its dictionary. */
  const follow = (value: PdfValue | undefined): PdfValue | undefined => {
    if (typeof value !== 'string' || !/^\d+ 0 R$/.test(value)) return value
    const found = objects[`obj:${value}`]
    return found?.stream ? found.stream.dict : found?.value
  }
  const get = (value: PdfValue | undefined, ...path: (string | number)[]): PdfValue | undefined => {
    let at = follow(value)
    for (const key of path) at = follow((at as Dictionary | undefined)?.[key as string])
    return at
  }
  const trailer = objects.trailer?.value as Dictionary
  return { root: trailer['/Root'], trailer, get }
}
