import type { DomainEvent } from '../../domain/events.ts'
import type { SignatureField } from '../../domain/signing.ts'
import { places } from './manifest.ts'
import { freePath, plainFileName } from './plain-name.ts'

/** A file that an event of the log names by its SHA-256, and where it stands in a dossier. */
export interface NamedFile {
  readonly path: string
  readonly sha256: string
  readonly mediaType: string
}

const signedBy: Readonly<Record<SignatureField, string>> = {
  secretary: 'thu-ky-ky',
  chair: 'chu-tri-ky',
  organ: 'dong-dau',
}

const stampedBy = { signature: 'dau-thoi-gian', archive: 'luu-tru-lau-dai' } as const

/** Collects, event by event, the files that a log names; the same log gives the same paths. */
export class NamedFiles {
  readonly #files: NamedFile[] = []
  readonly #versions = new Map<number, number>()
  readonly #taken = new Set<string>()

  /** In the order in which the log names them. */
  get list(): readonly NamedFile[] {
    return this.#files
  }

  add(seq: number, event: DomainEvent): void {
    if (event.type === 'minutes-rendered') this.#minutes(event.version, event.sha256, 'chua-ky')
    if (event.type === 'minutes-signed') this.#minutes(event.version, event.sha256, signedBy[event.field])
    if (event.type === 'minutes-stamped') this.#minutes(event.version, event.sha256, stampedBy[event.kind])
    if (event.type === 'contribution-attached') {
      const { sha256, name, mediaType } = event.file
      const path = `${places.attachments}y-kien-${event.contribution}/${seq}-${plainFileName(name)}`
      this.#push(path, sha256, mediaType)
    }
    if (event.type === 'turn-recorded') {
      const path = `${places.recordings}luot-${event.turn}-${event.from}.opus`
      this.#push(path, event.sha256, 'audio/ogg; codecs=opus')
    }
  }

  #minutes(version: number, sha256: string, what: string): void {
    const number = (this.#versions.get(version) ?? 0) + 1
    this.#versions.set(version, number)
    const path = `${places.minutes}lan-${version}/${String(number).padStart(2, '0')}-${what}.pdf`
    this.#push(path, sha256, 'application/pdf')
  }

  #push(path: string, sha256: string, mediaType: string): void {
    this.#files.push({ path: freePath(path, this.#taken), sha256, mediaType })
  }
}
