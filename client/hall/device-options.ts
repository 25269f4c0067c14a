import type { ListedDevice } from '../media/index.ts'
import { words } from '../messages/catalogue.ts'

/** What can be chosen of one kind: the system's own, each by its name, and the chosen one even while it is unplugged. */
export function deviceOptions(
  devices: readonly ListedDevice[],
  chosen: string | undefined,
): readonly { readonly id: string; readonly label: string }[] {
  const named = devices
    // The browser's own word for the system's choice, which stands first anyway.
    .filter(({ id }) => id !== 'default')
    .map(({ id, label }, index) => ({ id, label: label || words.media.unnamed(index + 1) }))
  const isMissing = chosen !== undefined && !named.some(({ id }) => id === chosen)
  return [
    { id: '', label: words.media.systemOwn },
    ...named,
    ...(isMissing ? [{ id: chosen, label: words.media.notPlugged }] : []),
  ]
}
