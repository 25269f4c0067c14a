import type { DemoLink } from './demo/load.ts'

/** One line for whoever starts the server by hand. */
export function say(line: string): void {
  process.stdout.write(`• ${line}\n`)
}

/** Something that whoever starts the server by hand should not overlook. */
export function warn(line: string): void {
  process.stdout.write(`! ${line}\n`)
}

/** Where to click. Each link signs in; opened side by side they do not disturb each other. */
export function printLinks(links: readonly DemoLink[]): void {
  const width = Math.max(...links.map(({ label }) => label.length))
  const lines = links.map(({ label, link }) => `    ${label.padEnd(width)}  ${link}`)
  process.stdout.write(
    `\n  Mỗi liên kết mở một vai trò; mở nhiều liên kết cạnh nhau được\n\n${lines.join('\n')}\n\n`,
  )
}
