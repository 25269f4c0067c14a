import { type ReactNode, useState } from 'react'
import type { PublicCommand } from '../../domain/commands.ts'
import { Button } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import type { Commands } from './use-command.ts'

type Back = readonly PublicCommand[] | (() => Promise<boolean>)

export interface Undo {
  /** Says what was done, with what takes it back: commands, or an act of more than that; none where nothing can. */
  readonly say: (what: string, back?: Back) => void
  /** One command after the other, as long as they are done. */
  readonly runAll: (commands: readonly PublicCommand[]) => Promise<boolean>
  /** What was said last, with its button; what was refused last. */
  readonly notices: ReactNode
}

/** Lets a slip be taken back without a question beforehand. */
export function useUndo({ run, problem, dismiss }: Commands): Undo {
  const [said, setSaid] = useState<{ what: string; back: Back } | null>(null)
  const runAll = async (commands: readonly PublicCommand[]) => {
    for (const command of commands) if (!(await run(command))) return false
    return true
  }
  const undo = async () => {
    if (!said) return
    const { back } = said
    if (await (typeof back === 'function' ? back() : runAll(back))) setSaid(null)
  }
  return {
    say: (what, back = []) => setSaid({ what, back }),
    runAll,
    notices: (
      <>
        {problem && <Notice onDismiss={dismiss}>{problem}</Notice>}
        {said && (
          <Notice tone="plain" onDismiss={() => setSaid(null)}>
            {said.what}{' '}
            {(typeof said.back === 'function' || said.back.length > 0) && (
              <Button size="small" onPress={() => void undo()}>
                {words.topics.undo}
              </Button>
            )}
          </Notice>
        )}
      </>
    ),
  }
}
