import { useCallback, useEffect, useRef, useState } from 'react'
import type { Contribution } from '../../domain/contributions.ts'
import { useConference, useMay } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'

export interface Classification {
  /** The topics as this page has asked for them; the log follows. */
  readonly topics: readonly string[]
  readonly editable: boolean
  readonly problem: string | null
  readonly dismiss: () => void
  readonly set: (topics: readonly string[]) => void
  readonly toggle: (topic: string) => void
  readonly isMenuOpen: boolean
  readonly openMenu: (isOpen: boolean) => void
}

/** The topics of the chosen contribution, one change after the other; none where no contribution is chosen. */
export function useClassification(contribution: Contribution | undefined): Classification {
  const { phase, topics: all } = useConference()
  const may = useMay()
  const { run, problem, dismiss } = useCommands()
  // What was asked for and not yet answered stands before the log, else a quick second press would undo the first.
  const [asked, setAsked] = useState<{ readonly of: number; readonly topics: readonly string[] } | null>(null)
  const [isMenuOpen, openMenu] = useState(false)
  const turn = useRef(0)
  const id = contribution?.id
  const topics = (asked && asked.of === id ? asked.topics : contribution?.topics) ?? []
  const editable = id !== undefined && phase !== 'sealed' && may('contribution/classify')

  // biome-ignore lint/correctness/useExhaustiveDependencies: another text closes the menu of the one before
  useEffect(() => openMenu(false), [id])

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
  return { topics, editable, problem, dismiss, set, toggle, isMenuOpen, openMenu }
}
