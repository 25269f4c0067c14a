import { Button } from '../design/button.tsx'
import { Icon } from '../design/icon.tsx'
import { Notice } from '../design/notice.tsx'
import { Tag } from '../design/tag.tsx'
import { words } from '../messages/catalogue.ts'
import type { ScreenShare } from './use-screen-share.ts'

/** Starts and stops the sharing of this page's screen, and says while it lasts. */
export function ShareScreen({
  share,
  size = 'usual',
  keys,
}: {
  readonly share: ScreenShare
  readonly size?: 'small' | 'usual'
  /** The key that starts or stops it, where the page has one. */
  readonly keys?: string
}) {
  if (!share.possible && !share.shared && !share.problem) return null
  const shortcut = keys === undefined ? {} : { keys, 'aria-keyshortcuts': keys.toLowerCase() }
  return (
    <>
      {share.shared ? (
        <>
          <Tag tone="attention">{words.floor.sharing}</Tag>
          <Button size={size} tone="primary" onPress={share.stop} {...shortcut}>
            {size === 'small' ? words.floor.stopShort : words.floor.stopSharing}
          </Button>
        </>
      ) : (
        share.possible && (
          <Button size={size} onPress={share.start} isPending={share.starting} {...shortcut}>
            <Icon name="screen" />
            {words.floor.shareScreen}
          </Button>
        )
      )}
      {share.problem && <Notice onDismiss={share.dismiss}>{share.problem}</Notice>}
    </>
  )
}
