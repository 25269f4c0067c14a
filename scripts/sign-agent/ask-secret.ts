import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

const lines: string[] = []
const waiting: ((line: string) => void)[] = []
let reads = false

/** A line that is typed and not shown: a PIN, a passphrase, a link. From a pipe, its next line. */
export function askSecret(question: string): Promise<string> {
  process.stderr.write(question)
  if (!process.stdin.isTTY) return nextLine()
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true })
  return new Promise((resolve, reject) => {
    terminal.once('SIGINT', () => reject(new Error('interrupted')))
    terminal.question('', (line) => {
      terminal.close()
      process.stderr.write('\n')
      resolve(line)
    })
  })
}

function nextLine(): Promise<string> {
  if (!reads) {
    reads = true
    createInterface({ input: process.stdin }).on('line', (line) => {
      const first = waiting.shift()
      if (first) first(line)
      else lines.push(line)
    })
  }
  const line = lines.shift()
  return line === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(line)
}
