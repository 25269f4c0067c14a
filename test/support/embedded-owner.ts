// A program that owns an embedded database until it is killed. usage: node embedded-owner.ts DATA_DIR
import { startEmbeddedDatabase } from '../../server/database/embedded.ts'

const [dataDir] = process.argv.slice(2)
if (!dataDir) throw new Error('DATA_DIR is missing')
try {
  const { connectionString, stop } = await startEmbeddedDatabase(dataDir)
  process.once('SIGTERM', () => void stop())
  process.stdout.write(`${JSON.stringify({ connectionString })}\n`)
} catch (error) {
  process.stdout.write(
    `${JSON.stringify({ refused: error instanceof Error ? error.message : String(error) })}\n`,
  )
}
