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
  logged.current = stage
  useEffect(() => {
    const { current } = asked
    if (current && current.layout === stage.layout && current.pinned.join() === stage.pinned.join())
      asked.current = null
  }, [stage])
  const direct = useCallback<Direct>(
    (change) => {
      const { current: base } = logged
      const direction = change(asked.current ? { ...base, ...layoutOf(asked.current) } : base)
      asked.current = direction
      void run(direction).then((done) => {
        if (!done && asked.current === direction) asked.current = null
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
