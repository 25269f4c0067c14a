import { Icon } from '../design/icon.tsx'
import { Tag } from '../design/tag.tsx'
import { sentenceFor, words } from '../messages/catalogue.ts'
import { clockTime } from '../messages/format.ts'
import type { ProseSession } from '../prose/prose-session.ts'
import { useTextSnapshot } from './texts.tsx'

/** Where what was written stands: on disk at the server, on its way, or only here. */
export function TextState({ session }: { readonly session: ProseSession | null }) {
  const { status } = useTextSnapshot(session)
  return <span role="status">{sign(status)}</span>
}

function sign(status: ReturnType<typeof useTextSnapshot>['status']) {
  switch (status.kind) {
    case 'opening':
      return null
    case 'saved':
      return (
        <Tag tone="kept">
          {status.at === null ? words.texts.savedPlain : words.texts.saved(clockTime(status.at))}
        </Tag>
      )
    case 'saving':
      return <Tag tone="plain">{words.texts.saving}</Tag>
    case 'offline':
      return <Tag tone="need">{words.texts.unsent}</Tag>
    case 'refused':
      return <Tag tone="need">{sentenceFor(status.code)}</Tag>
    case 'read-only':
      return status.sealed ? (
        <Tag tone="plain">
          <Icon name="lock" />
          {words.texts.locked}
        </Tag>
      ) : null
  }
}
