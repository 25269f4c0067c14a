import type { ExtractView } from '../../templates/extract-view.ts'
import { MissingGlyphError } from '../../templates/missing-glyph.ts'
import { type OutFile, outFiles } from '../../templates/out-file.ts'
import type { RecordView } from '../../templates/record-view.ts'
import { extractView } from './extract-view.ts'
import { mediaTypes, offerOf } from './offers.ts'
import { gatherRecord, type RecordParts } from './record.ts'
import { everything } from './routes.ts'

export interface AllFilesParts extends RecordParts {
  readonly render: (view: RecordView, file: OutFile) => Promise<Uint8Array>
  readonly renderExtract: (view: ExtractView) => Promise<Uint8Array>
}

/** A file of the record, drawn when it is asked for; `unprintable` when a character of it has no glyph. */
export interface RecordFile {
  /** What it is called, in Vietnamese. */
  readonly name: string
  readonly extension: string
  readonly mediaType: string
  readonly draw: () => Promise<Uint8Array | 'unprintable'>
}

/**
 * Every file that the record can be taken out as, all of one moment. Once there are sealed minutes, their PDF is not
 * among them: that is a file of its own, not one that is drawn.
 */
export async function allFiles(parts: AllFilesParts, conference: string): Promise<readonly RecordFile[]> {
  const gathered = await gatherRecord(parts, conference)
  let view: RecordView | undefined
  const viewed = () => {
    view ??= gathered.view()
    return view
  }
  const drawing = (render: () => Promise<Uint8Array>) => async () => {
    try {
      return await render()
    } catch (error) {
      if (error instanceof MissingGlyphError) return 'unprintable'
      throw error
    }
  }
  const drawn = outFiles
    .filter((file) => file !== 'minutes.pdf' || gathered.state.minutes.kind === 'draft')
    .map((file) => ({ ...described(file), draw: drawing(() => parts.render(viewed(), file)) }))
  const { state } = gathered
  const extracts = state.bridges
    .filter(({ id }) => state.contributions.some(({ bridge }) => bridge === id))
    .map(({ id, name }) => ({
      name: `Trích biên bản ${name}`,
      extension: 'pdf',
      mediaType: 'application/pdf',
      draw: drawing(() => parts.renderExtract(extractView(state, viewed().minutes, id))),
    }))
  return [
    ...drawn,
    ...extracts,
    { ...described('conference.json'), draw: async () => everything(conference, gathered) },
  ]
}

function described(file: OutFile | 'conference.json') {
  const { name, extension } = offerOf(file)
  return { name, extension, mediaType: mediaTypes[extension] ?? 'application/octet-stream' }
}
