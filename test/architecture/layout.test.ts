import { extname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { codeFiles, files, foldersOf, read } from './source-files.ts'

/** Files that may be longer than the limit, and why. */
const longer: Readonly<Record<string, string>> = {
  'client/connection/connection.ts': 'one machine of states: joining, catching up, trying again',
  'client/media/hall-media.ts': 'one lifetime: devices and session close together',
  'client/media/room-session.ts': 'one lifetime: both transports and what they carry close together',
  'client/prose/prose-session.ts':
    'one machine of states: a text between the hand, the device and the server',
  'test/client/prose-session.test.ts': 'one list of what can befall a text on its way',
  'media/peer.ts': 'one lifetime: a peer closes everything that it holds as a cascade',
  'media/reception.ts': 'one lifetime: the consumers of a peer are reconciled in one place',
  'server/contributions/texts.ts': 'one closure holds the loaded texts and what may happen to them',
  'server/signing/pdf/parse.ts': 'one grammar: the objects of ISO 32000, 7.3',
  'server/signing/verification/changes.ts': 'one list of what a later revision may change',
  'server/signing/verification/reason.ts': 'one table of sentences in two languages',
  'server/signing/verification/signature.ts':
    'one check from the byte range to the certificate, in its order',
}

const MOST_LINES = 250
/** A test file is a list of cases and a stylesheet one of looks, read by name. */
const MOST_LINES_OF_LISTS = 500
const MOST_FOLDERS = 4

const vague = /^(utils?|helpers?|common|managers?|misc|services?|controllers?)$/

/** The configuration files of tools, which read the default export. */
const toolConfig = /^([a-z-]+\.config|\.[a-z-]+rc)\.(ts|mts|mjs|js)$/

/** Paths of one machine and hosts of package registries: neither belongs into a project. */
const places: readonly (readonly [string, RegExp])[] = [
  ['a path of one machine', /(?<![\w.~$}/-])\/(?:work|root|home|Users|tmp|mnt)\/[\w.-]/],
  ['a path of one machine', /\b[A-Z]:\\\\?(?:Users|work)\\/],
  [
    'a host of a package registry',
    /\b(?:(?:registry|deb|security|proxy|npm)\.(?:[\w-]+\.)+(?:org|com|net|io)|pypi\.\w+)\b/,
  ],
  ['a package mirror', /https?:\/\/[\w.:-]*(?:artifactory|nexus|verdaccio|mirror|\/api\/npm)/i],
]

const text = new Set(
  '.ts .tsx .mts .mjs .js .css .html .json .md .sql .sh .yml .yaml .txt .svg .toml .h .cpp'.split(' '),
)
const textFiles = files.filter((file) => text.has(extname(file)) || !/\.\w+$/.test(file) || /^\./.test(file))

function broken(list: readonly string[], complaint: (file: string) => string | undefined): string[] {
  return list.flatMap((file) => {
    const said = complaint(file)
    return said === undefined ? [] : [`${file}: ${said}`]
  })
}

function placesIn(source: string): string | undefined {
  return source
    .split('\n')
    .flatMap((line, index) => {
      const found = places.find(([, form]) => form.test(line))
      return found ? [`line ${index + 1} holds ${found[0]}`] : []
    })
    .at(0)
}

describe('every file', () => {
  it('has one job that it is named for', () => {
    const complaint = (file: string) => {
      const words = [...foldersOf(file), (file.split('/').at(-1) ?? '').split('.')[0] ?? '']
      const found = words.find((word) => vague.test(word.toLowerCase()))
      return found && `“${found}” says nothing of what is inside`
    }
    expect(broken(files, complaint)).toEqual([])
    expect(
      broken(['server/utils/a.ts', 'client/helper.ts', 'server/common.test.ts'], complaint),
    ).toHaveLength(3)
  })

  it('is called in kebab case', () => {
    expect(
      broken(codeFiles, (file) =>
        /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/.test(file.split('/').at(-1) ?? '')
          ? undefined
          : 'names are in kebab case',
      ),
    ).toEqual([])
  })

  it('is short enough to be read at once, or listed with the reason', () => {
    const long = (file: string) => {
      const list = file.startsWith('test/') || file.endsWith('.css')
      const most = list ? MOST_LINES_OF_LISTS : MOST_LINES
      const lines = read(file).trimEnd().split('\n').length
      return lines > most && !Object.hasOwn(longer, file)
        ? `has ${lines} lines, more than ${most}`
        : undefined
    }
    const sources = [...codeFiles, ...files.filter((file) => extname(file) === '.css')]
    expect(broken(sources, long)).toEqual([])
  })

  it('lies at most three folders below a folder of the top', () => {
    expect(
      broken(files, (file) => (foldersOf(file).length > MOST_FOLDERS ? 'lies too deep' : undefined)),
    ).toEqual([])
  })

  it('exports by name, so that a thing is called the same everywhere', () => {
    const complaint = (file: string) => {
      if (toolConfig.test(file) || file.endsWith('.d.ts')) return undefined
      return /^export default\b|^export\s*\{[^}]*\bas default\b/m.test(read(file))
        ? 'has a default export'
        : undefined
    }
    expect(broken(codeFiles, complaint)).toEqual([])
  })

  it('names no path of one machine and no package registry', () => {
    const self = 'test/architecture/layout.test.ts'
    expect(
      broken(
        textFiles.filter((file) => file !== self),
        (file) => placesIn(read(file)),
      ),
    ).toEqual([])
  })

  it('would be caught naming one', () => {
    const caught = ['home/ann/notes', 'root/x', 'tmp/dc/1'].map((path) => `see (/${path})`)
    caught.push('https://registry.example.org/yjs')
    for (const line of caught) expect(placesIn(line), line).toBeDefined()
    const free = ['https://example.org/home', 'cache}/work', 'server/root/a', './tmp/a', '/opt/x']
    for (const line of free) expect(placesIn(line), line).toBeUndefined()
  })
})
