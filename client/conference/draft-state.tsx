import { Tag } from '../design/tag.tsx'
import { words } from '../messages/catalogue.ts'
import type { DraftState as State } from './use-draft.ts'

/** Where what was typed stands: stored, on its way, or only on this device. */
export function DraftState({ state, isNew = false }: { readonly state: State; readonly isNew?: boolean }) {
  return <span role="status">{sign(state, isNew)}</span>
}

function sign(state: State, isNew: boolean) {
  switch (state) {
    case 'saved':
      return isNew ? null : <Tag tone="kept">{words.texts.savedPlain}</Tag>
    case 'saving':
      return <Tag tone="plain">{words.texts.saving}</Tag>
    case 'changed':
      return <Tag tone="plain">{words.synthesis.unsaved}</Tag>
    case 'failed':
      return <Tag tone="need">{words.synthesis.notSaved}</Tag>
  }
}
