import type { ProseStatus } from '../prose/prose-status.ts'

/** Where everything stands that was written on this page, in whatever text. */
export type PageState =
  /** `at`: the commit time of the last of it, in ms since the Unix epoch; null when nothing was written here. */
  | { readonly kind: 'saved'; readonly at: number | null }
  | { readonly kind: 'saving' }
  | { readonly kind: 'offline'; readonly unsent: number }
  /** Something the server would not take waits for the person. */
  | { readonly kind: 'refused' }

/** The worst of the states of the open texts. */
export function pageState(statuses: readonly ProseStatus[]): PageState {
  if (statuses.some((status) => status.kind === 'refused' && status.text !== '')) return { kind: 'refused' }
  const offline = statuses.filter((status) => status.kind === 'offline')
  if (offline.length > 0)
    return { kind: 'offline', unsent: offline.reduce((sum, { unsent }) => sum + unsent, 0) }
  if (statuses.some(({ kind }) => kind === 'saving')) return { kind: 'saving' }
  const times = statuses.flatMap((status) =>
    status.kind === 'saved' && status.at !== null ? [status.at] : [],
  )
  return { kind: 'saved', at: times.length > 0 ? Math.max(...times) : null }
}
