import { randomUUID } from 'node:crypto'
import * as Y from 'yjs'
import type { Command } from '../../domain/commands.ts'
import { contributionDocument, type DocumentId } from '../../domain/prose.ts'
import { openTexts } from '../../server/contributions/texts.ts'
import { central, personCalled } from './prepared-conference.ts'
import type { RunningServer } from './server.ts'
import { Typist } from './typist.ts'

const author = `${central}-secretary`

/** An opinion in writing, filed and typed by the central secretary. */
export interface WrittenOpinion {
  readonly id: number
  readonly document: DocumentId
  /** Adds a paragraph, as an update of its own. */
  write(paragraph: string): Promise<void>
}

/** Files one of a bridge of a prepared conference, with these paragraphs. */
export async function writtenOpinion(
  { conferences, database }: Pick<RunningServer, 'conferences' | 'database'>,
  conference: string,
  bridge: string,
  topics: readonly string[],
  paragraphs: readonly string[],
): Promise<WrittenOpinion> {
  const speaker = { name: 'Nguyễn Văn A', title: null }
  const command: Command = { type: 'contribution/file', bridge, speaker, topics: [...topics] }
  const filed = await conferences.command(conference, randomUUID(), command, personCalled(author))
  if (filed.kind === 'refused') throw new Error(filed.code)
  const id = filed.first ?? 0
  const document = contributionDocument(id)
  const texts = openTexts(database)
  const stateVector = Y.encodeStateVector(new Y.Doc())
  const { client } = await texts.open(conference, document, { author, stateVector })
  await texts.close()
  const typist = new Typist(author, client ?? 0)
  const write = async (paragraph: string) => {
    const update = typist.paragraph(paragraph).take()
    const sent = { conference, document, updateId: randomUUID(), author, update }
    const stored = await conferences.prose(sent, personCalled(author))
    if (stored.kind !== 'stored') throw new Error(`not stored: ${stored.kind}`)
  }
  for (const paragraph of paragraphs) await write(paragraph)
  return { id, document, write }
}
