import { Schema } from 'prosemirror-model'
import { proseSchema } from '../../domain/prose.ts'

/** The schema of every text, as the server has it. */
export const editorSchema = new Schema(proseSchema as unknown as ConstructorParameters<typeof Schema>[0])
