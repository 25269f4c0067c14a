import { describe, expect, it } from 'vitest'
import { codeFiles, files, importsIn, read, targetOf } from './source-files.ts'

const slices = [
  'access',
  'conference',
  'contributions',
  'dossier',
  'floor',
  'minutes',
  'publication',
  'recording',
  'signing',
  'synthesis',
]

/** Folders of a slice that belong to the base: they know nothing of their slice, and every slice may use them. */
const lent = ['server/signing/pdf']

/** The only places in the server that may see every slice, and why. */
const wiring: Readonly<Record<string, string>> = {
  'server/app.ts': 'wires the slices',
  'server/dossier-parts.ts': 'gives a dossier what every slice has of the conference',
  'server/publication-parts.ts': 'gives the record’s files what other slices show of the conference',
  'server/signing-parts.ts': 'wires the minutes to whoever signs and stamps them',
  'server/gateway.ts': 'lets a socket in by the session of its page, before any slice sees it',
  'server/main.ts': 'starts and stops what the slices need',
  'server/demo/load.ts': 'fills a new installation through the slices, as people would',
}

interface Rule {
  readonly name: string
  /** Whether the rule forbids this file to import this target (a path from the root, or a package). */
  readonly forbids: (file: string, target: string) => boolean
}

const ours = /^(bench|client|docs|domain|media|scripts|server|templates|test)\//
const within = (path: string, ...folders: string[]) => folders.some((folder) => path.startsWith(`${folder}/`))
const sliceOf = (path: string) =>
  within(path, ...lent) ? undefined : slices.find((slice) => within(path, `server/${slice}`))

const only = (folder: string, ...allowed: string[]): Rule => ({
  name: `${folder}/ may import, of ours, only ${[folder, ...allowed].map((name) => `${name}/`).join(' and ')}`,
  forbids: (file, target) => within(file, folder) && ours.test(target) && !within(target, folder, ...allowed),
})

const rules: readonly Rule[] = [
  {
    name: 'domain/ may import only domain/ and typebox',
    forbids: (file, target) =>
      within(file, 'domain') &&
      !within(target, 'domain') &&
      target !== 'typebox' &&
      !within(target, 'typebox'),
  },
  only('media', 'domain'),
  only('templates', 'domain'),
  only('client', 'domain'),
  {
    name: 'server/ may not import client/, test/ or scripts/',
    forbids: (file, target) => within(file, 'server') && within(target, 'client', 'test', 'scripts', 'bench'),
  },
  {
    name: 'in the server only app.ts and main.ts may import media/',
    forbids: (file, target) =>
      within(file, 'server') && within(target, 'media') && !/^server\/(app|main)\.ts$/.test(file),
  },
  {
    name: 'a slice of the server may not import another',
    forbids: (file, target) => {
      const [from, to] = [sliceOf(file), sliceOf(target)]
      return from !== undefined && to !== undefined && from !== to
    },
  },
  {
    name: 'a slice of the server may not import what wires the slices',
    forbids: (file, target) => sliceOf(file) !== undefined && Object.hasOwn(wiring, target),
  },
  {
    name: 'only what wires the slices may import them',
    forbids: (file, target) =>
      within(file, 'server') &&
      sliceOf(file) === undefined &&
      sliceOf(target) !== undefined &&
      !Object.hasOwn(wiring, file),
  },
  {
    name: 'nothing but tests may import test/',
    forbids: (file, target) => within(target, 'test') && !within(file, 'test', 'bench'),
  },
  {
    name: 'a relative import names its file with the extension',
    forbids: (_, target) =>
      ours.test(target) &&
      !/\.[a-z]+(\?[a-z]+)?$/.test(target) &&
      !files.some((file) => within(file, target)),
  },
]

/** Every import that a rule forbids, as a sentence. */
function violations(file: string, source: string): string[] {
  return importsIn(source).flatMap((specifier) => {
    const target = targetOf(file, specifier)
    return rules
      .filter((rule) => rule.forbids(file, target))
      .map((rule) => `${file} imports ${target}, but ${rule.name}`)
  })
}

describe('the arrows between the folders', () => {
  it('point only where the architecture says', () => {
    expect(codeFiles.flatMap((file) => violations(file, read(file)))).toEqual([])
  })

  it('are read from every form that an import takes', () => {
    const source = [
      "import plain from './plain.ts'",
      "import type { A } from './a.ts'",
      'import {\n  b,\n  type C,\n} from "./b.ts"',
      "export * from './c.ts'",
      "export { d } from './d.ts'",
      "import './e.css'",
      "const f = await import('./f.ts')",
      "const g = new Worker(new URL('./g.ts', import.meta.url))",
      "// import './no.ts'",
      "/* export * from './no.ts' */",
      "const no = 'from ./no.ts'",
      "import fs from 'node:fs' // import './no.ts'",
    ].join('\n')
    expect(importsIn(source).toSorted()).toEqual([
      ...['./a.ts', './b.ts', './c.ts', './d.ts', './e.css', './f.ts', './g.ts', './plain.ts'],
      'node:fs',
    ])
  })

  it('are found where they point the wrong way', () => {
    const wrong: readonly (readonly [string, string])[] = [
      ['domain/rules.ts', 'node:fs'],
      ['domain/rules.ts', '../server/config.ts'],
      ['domain/rules.ts', 'yjs'],
      ['media/room.ts', '../server/config.ts'],
      ['templates/prose.ts', '../media/index.ts'],
      ['client/hall/page.tsx', '../../server/config.ts'],
      ['server/web.ts', '../client/hall/page.tsx'],
      ['server/floor/rooms.ts', '../../media/index.ts'],
      ['server/floor/rooms.ts', '../minutes/seal.ts'],
      ['server/floor/rooms.ts', '../app.ts'],
      ['server/log/batch.ts', '../minutes/seal.ts'],
      ['server/log/batch.ts', '../../test/support/until.ts'],
      ['domain/rules.ts', './state'],
      ['server/signing/pdf/fields.ts', '../certificate.ts'],
    ]
    for (const [file, specifier] of wrong) {
      const found = violations(file, `import { x } from '${specifier}'`)
      expect(found.join('\n'), `${file} → ${specifier}`).toContain(`${file} imports `)
    }
  })

  it('are free where they point the right way', () => {
    const right: readonly (readonly [string, string])[] = [
      ['domain/rules.ts', 'typebox'],
      ['domain/rules.ts', 'typebox/value'],
      ['domain/rules.ts', './state.ts'],
      ['media/room.ts', '../domain/media-messages.ts'],
      ['server/app.ts', '../media/index.ts'],
      ['server/app.ts', './floor/rooms.ts'],
      ['server/floor/rooms.ts', '../log/store.ts'],
      ['server/floor/rooms.ts', '../errors.ts'],
      ['server/minutes/seal.ts', '../../templates/render.ts'],
      ['server/form-check/pages.ts', '../signing/pdf/pdf-file.ts'],
      ['client/hall/page.tsx', './hall.module.css'],
    ]
    for (const [file, specifier] of right)
      expect(violations(file, `import { x } from '${specifier}'`)).toEqual([])
  })
})
