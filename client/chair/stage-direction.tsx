import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef } from 'react'
import type { Stage } from '../../domain/stage.ts'
import { useConference } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'
import type { Direction } from './direction.ts'
import { Problem } from './problem.tsx'

/** Asks for another stage, given the one that was asked for last. */
type Direct = (change: (stage: Stage) => Direction) => void

const Current = createContext<Direct | null>(null)

/**
 * Directs the stage for the whole desk. Two keys in quick succession are two steps: the second goes on from what the
 * first has asked for, though the log does not hold that yet.
 */
export function StageDirection({ children }: { readonly children: ReactNode }) {
  const { stage } = useConference()
  const commands = useCommands()
  const { run } = commands
  const logged = useRef(stage)
  const asked = useRef<Direction | null>(null)
  const unanswered = useRef(0)
  logged.current = stage
  useEffect(() => {
    if (unanswered.current === 0 || same(asked.current, stage)) asked.current = null
  }, [stage])
  const direct = useCallback<Direct>(
    (change) => {
      const { current: base } = logged
      const direction = change(asked.current ? { ...base, ...layoutOf(asked.current) } : base)
      asked.current = direction
      unanswered.current += 1
      void run(direction).then((done) => {
        unanswered.current -= 1
        // What was done comes with the log; what changed nothing, or was refused, never does.
        if (asked.current === direction && (!done || same(direction, logged.current))) asked.current = null
      })
    },
    [run],
  )
  return (
    <Current value={direct}>
      {children}
      <Problem commands={commands} />
    </Current>
  )
}

export function useDirect(): Direct {
  const direct = useContext(Current)
  if (!direct) throw new Error('outside of a desk')
  return direct
}

function layoutOf({ layout, pinned }: Direction): Pick<Stage, 'layout' | 'pinned'> {
  return { layout, pinned }
}

function same(asked: Direction | null, { layout, pinned }: Stage): boolean {
  return asked?.layout === layout && asked.pinned.join() === pinned.join()
}
