import { EditorState, type Plugin } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import { ySyncPlugin, yUndoPlugin } from 'y-prosemirror'
import type * as Y from 'yjs'
import { PROSE_FRAGMENT } from '../../domain/prose.ts'
import { type CaretClasses, colleagueCarets } from './colleague-carets.ts'
import { crowdedMarks } from './crowded-marks.ts'
import { editingKeys } from './editing-keys.ts'
import { fieldMarks } from './fields.ts'
import { inputGuard } from './input-guard.ts'
import { inputLimits } from './input-limits.ts'
import { formRules } from './input-rules.ts'
import { editorSchema } from './prose-schema.ts'
import type { ProseSession } from './prose-session.ts'
import { type MarkWords, timeMarkView } from './time-marks.ts'
import { cleanPaste } from './word-paste.ts'

export interface EditorViewOptions {
  readonly session: ProseSession
  readonly doc: Y.Doc
  /** What the text is, for those who do not see it. */
  readonly label: string
  readonly editorClass: string
  readonly carets: CaretClasses
  readonly fieldClass: string
  readonly timeClass: string
  /** The server's clock, in milliseconds since the Unix epoch. */
  readonly now: () => number
  readonly sayMoment: (at: number) => MarkWords
  /** Null: this editor offers none. */
  readonly snippets: Plugin | null
  /** What was typed or pasted would make the text too long, and was not taken. */
  readonly tooLong: () => void
}

/** An editor of one text in `place`. It is editable as long as the session is. */
export function createEditorView(place: HTMLElement, options: EditorViewOptions): EditorView {
  const { session } = options
  const fragment = options.doc.getXmlFragment(PROSE_FRAGMENT)
  const attributes = (): Record<string, string> => ({
    class: options.editorClass,
    lang: 'vi',
    role: 'textbox',
    spellcheck: 'false',
    'aria-multiline': 'true',
    'aria-label': options.label,
    'aria-readonly': String(!session.getSnapshot().editable),
  })
  return new EditorView(place, {
    state: EditorState.create({
      schema: editorSchema,
      plugins: [
        ySyncPlugin(fragment),
        yUndoPlugin(),
        colleagueCarets(session, options.carets),
        inputGuard(session),
        inputLimits(options.tooLong),
        // Before the keys of the text: while a menu is open some are its own.
        ...(options.snippets ? [options.snippets] : []),
        fieldMarks(options.fieldClass),
        cleanPaste(),
        formRules(),
        ...editingKeys(options.now),
        crowdedMarks(),
      ],
    }),
    nodeViews: { time_mark: timeMarkView(options.timeClass, options.sayMoment) },
    editable: () => session.getSnapshot().editable,
    attributes,
  })
}
