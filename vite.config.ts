import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin, type Rolldown } from 'vite'

/** The pages: one entry, each page a chunk of its own. Served by the server from `dist/`. */
export default defineConfig({
  root: 'client',
  plugins: [react(), preloaded(), compressed()],
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2023',
    // The content security policy allows no data: fonts.
    assetsInlineLimit: 0,
  },
})

/**
 * Gives each page whose file is `NAME/NAME-page.tsx` an HTML of its own, `NAME.html`: it names all files of the page,
 * so that the browser fetches them together with the first and not after it.
 */
function preloaded(): Plugin {
  return {
    name: 'preloaded',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const html = bundle['index.html']
        if (html?.type !== 'asset') throw new Error('no index.html to begin with')
        const source = String(html.source)
        for (const chunk of Object.values(bundle)) {
          const [, folder, name] =
            /([^/]+)\/([^/]+)-page\.tsx$/.exec((chunk.type === 'chunk' && chunk.facadeModuleId) || '') ?? []
          if (chunk.type !== 'chunk' || name === undefined || folder !== name) continue
          const links = filesOf(chunk.fileName, bundle)
            .filter((file) => !source.includes(`"/${file}"`))
            .map((file) => `    ${linkTo(file)}\n`)
          const named = source.replace('  </head>', `${links.join('')}  </head>`)
          this.emitFile({ type: 'asset', fileName: `${name}.html`, source: named })
        }
      },
    },
  }
}

/** The file and all that it cannot do without. */
function filesOf(
  fileName: string,
  bundle: Rolldown.OutputBundle,
  known = new Set<string>(),
): readonly string[] {
  const chunk = bundle[fileName]
  if (known.has(fileName) || chunk?.type !== 'chunk') return [...known]
  known.add(fileName)
  for (const css of chunk.viteMetadata?.importedCss ?? []) known.add(css)
  for (const other of chunk.imports) filesOf(other, bundle, known)
  return [...known]
}

function linkTo(file: string): string {
  return file.endsWith('.css')
    ? `<link rel="stylesheet" crossorigin href="/${file}">`
    : `<link rel="modulepreload" crossorigin href="/${file}">`
}

/** Puts a Brotli and a gzip form beside each text and TrueType file, for the server to send as they are. */
function compressed(): Plugin {
  let directory = ''
  return {
    name: 'compressed',
    apply: 'build',
    configResolved: (config) => {
      directory = resolve(config.root, config.build.outDir)
    },
    closeBundle: async () => {
      const files = await readdir(directory, { recursive: true })
      const worth = files.filter((file) => /\.(js|css|html|svg|ttf)$/.test(file))
      await Promise.all(worth.map((file) => compress(join(directory, file))))
    },
  }
}

async function compress(path: string): Promise<void> {
  const bytes = await readFile(path)
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }
  await writeFile(`${path}.br`, await promisify(brotliCompress)(bytes, quality))
  await writeFile(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }))
}
