import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from 'react'
import { contributionDocument } from '../../domain/prose.ts'
import { useConference } from '../conference/context.tsx'
import type { TextRead, TextReader } from './text-reader.ts'
import { useTextReader } from './use-text-reader.ts'

const Current = createContext<TextReader | null>(null)

/** Reads the texts of all opinions for the parts of the page within. */
export function TextsProvider({ children }: { readonly children: ReactNode }) {
  const { contributions } = useConference()
  const documents = useMemo(
    () =>
      contributions
        .filter((held) => held.standing.kind === 'standing')
        .map(({ id }) => contributionDocument(id)),
    [contributions],
  )
  const reader = useTextReader(documents)
  return reader && <Current value={reader}>{children}</Current>
}

function useReader(): TextReader {
  const reader = useContext(Current)
  if (!reader) throw new Error('outside of the synthesis')
  return reader
}

/** The text of one opinion; undefined until it has come. */
export function useTextOf(contribution: number): TextRead | undefined {
  const reader = useReader()
  return useSyncExternalStore(reader.subscribe, () => reader.text(contributionDocument(contribution)))
}

/** The words of every opinion without marks, for searching: another function when one changes while `isSearching`. */
export function useBareWords(isSearching: boolean): (contribution: number) => string {
  const reader = useReader()
  const version = useSyncExternalStore(reader.subscribe, () => (isSearching ? reader.version() : 0))
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says that texts have changed
  return useMemo(
    () => (contribution: number) => reader.text(contributionDocument(contribution))?.bare ?? '',
    [reader, version],
  )
}

export function useTextsFail(): boolean {
  const reader = useReader()
  return useSyncExternalStore(reader.subscribe, reader.isFailing)
}
