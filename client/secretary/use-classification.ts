import { useCallback, useEffect, useRef, useState } from 'react'
import type { Contribution, ContributionKind } from '../../domain/contributions.ts'
import { useConference, useMay } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'

/** Which of its menus is open. */
export type ClassificationMenu = 'topics' | 'kind' | null

export interface Classification {
  /** The topics as this page has asked for them; the log follows. */
  readonly topics: readonly string[]
  readonly editable: boolean
  readonly problem: string | null
  readonly dismiss: () => void
  readonly set: (topics: readonly string[]) => void
  readonly toggle: (topic: string) => void
  readonly kind: ContributionKind | null
  readonly setKind: (kind: ContributionKind | null) => void
  readonly menu: ClassificationMenu
  readonly openMenu: (menu: ClassificationMenu) => void
}

/** The topics and the kind of the chosen contribution, one change after the other; none where no contribution is chosen. */
export function useClassification(contribution: Contribution | undefined): Classification {
  const { phase, topics: all } = useConference()
  const may = useMay()
  const { run, problem, dismiss } = useCommands()
  // What was asked for and not yet answered stands before the log, else a quick second press would undo the first.
  const [asked, setAsked] = useState<{ readonly of: number; readonly topics: readonly string[] } | null>(null)
  const [menu, openMenu] = useState<ClassificationMenu>(null)
  const turn = useRef(0)
  const id = contribution?.id
  const topics = (asked && asked.of === id ? asked.topics : contribution?.topics) ?? []
  const editable = id !== undefined && phase !== 'sealed' && may('contribution/classify')

  // biome-ignore lint/correctness/useExhaustiveDependencies: another text closes the menu of the one before
  useEffect(() => openMenu(null), [id])

  const set = useCallback(
    (next: readonly string[]) => {
      if (id === undefined || !editable) return
      turn.current += 1
      const mine = turn.current
      const ordered = all.flatMap((topic) => (next.includes(topic.id) ? [topic.id] : []))
      setAsked({ of: id, topics: ordered })
      const command = { type: 'contribution/classify' as const, contribution: id, topics: ordered }
      void run(command).then(() => mine === turn.current && setAsked(null))
    },
    [id, editable, all, run],
  )
  const toggle = (topic: string) =>
    set(topics.includes(topic) ? topics.filter((held) => held !== topic) : [...topics, topic])
  const kind = contribution?.kind ?? null
  const setKind = (next: ContributionKind | null) => {
    if (id === undefined || !editable) return
    void run({ type: 'contribution/classify', contribution: id, topics: [...topics], kind: next })
  }
  return { topics, editable, problem, dismiss, set, toggle, kind, setKind, menu, openMenu }
}
