import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react'
import type { OpinionGroup } from '../../domain/synthesis.ts'
import { citationOf } from '../../domain/topics.ts'
import { useConference, useMay } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'
import { useUndo } from '../conference/use-undo.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import { LineState } from '../shell/line-state.tsx'
import { TopBar } from '../shell/top-bar.tsx'
import { dissolving } from './grouping.ts'
import { Filters, Totals } from './head.tsx'
import { Outline } from './outline.tsx'
import { Section, type SectionActs } from './section.tsx'
import { type Selection, SelectionBar } from './selection-bar.tsx'
import styles from './synthesis-page.module.css'
import { everything, type TableSection } from './table.ts'
import { useTable } from './use-table.ts'
import { useTextsFail } from './use-texts.tsx'

export function Desk() {
  const state = useConference()
  const may = useMay()
  const commands = useCommands()
  const { say, runAll, notices } = useUndo(commands)
  const [filter, setFilter] = useState(everything)
  const [selection, setSelection] = useState<Selection | null>(null)
  const { views, outline, counts, sections, answers } = useTable(useDeferredValue(filter))
  const areTextsLate = useTextsFail()
  const [mayArrange, mayAnswer] = [may('synthesis/arrange'), may('synthesis/answer')]

  const choose = useCallback((topic: string, contribution: number) => {
    setSelection((was) => {
      const held = new Set(was?.topic === topic ? was.contributions : [])
      if (!held.delete(contribution)) held.add(contribution)
      return held.size > 0 ? { topic, contributions: held } : null
    })
  }, [])
  /** Without those that have been split, merged or classified elsewhere since. */
  const standing = (group: OpinionGroup): OpinionGroup => ({
    ...group,
    contributions: group.contributions.filter((id) =>
      views.get(id)?.contribution.topics.includes(group.topic),
    ),
  })
  const dissolve: SectionActs['dissolve'] = async (group) => {
    const { commands: asked, back } = dissolving(standing(group))
    if (await runAll(asked)) say(words.synthesis.dissolved(group.title), back)
  }
  const withdraw: SectionActs['withdraw'] = async ({ topic, verdict, text }, contributions) => {
    const of = { topic, contributions: [...contributions] }
    if (await runAll([{ type: 'synthesis/withdraw-answer', ...of }]))
      say(words.synthesis.withdrawn, [{ type: 'synthesis/answer', ...of, verdict, text }])
  }
  // Sections are drawn anew only when they change, so what they are given stays the same.
  const latest = useRef({ dissolve, withdraw })
  latest.current = { dissolve, withdraw }
  const acts = useMemo(
    (): SectionActs => ({
      mayArrange,
      mayAnswer,
      choose,
      dissolve: (group) => latest.current.dissolve(group),
      withdraw: (...given) => latest.current.withdraw(...given),
    }),
    [mayArrange, mayAnswer, choose],
  )

  // What was chosen and is no longer there, or no longer under the topic, is not chosen any more.
  const chosen = useMemo(() => {
    if (!selection) return null
    const left = [...selection.contributions].filter((id) =>
      views.get(id)?.contribution.topics.includes(selection.topic),
    )
    return left.length > 0 ? { topic: selection.topic, contributions: new Set(left) } : null
  }, [selection, views])

  const titleOf = ({ topic }: TableSection) => {
    if (!topic) return words.synthesis.withoutTopic
    return topic.label ? `${citationOf(state.topics, topic.id)} · ${topic.title}` : topic.title
  }
  const shown = sections.filter(({ blocks }) => blocks.length > 0)
  const lines = shown.reduce(
    (sum, { blocks }) => sum + blocks.reduce((n, block) => n + block.lines.length, 0),
    0,
  )
  return (
    <div className={styles.page}>
      <TopBar here="/synthesis" />
      <LineState />
      <main className={styles.desk}>
        <Outline rows={outline} chosen={filter.topic} onChoose={(topic) => setFilter({ ...filter, topic })} />
        <div className={styles.sheet}>
          <header className={styles.head}>
            <Totals opinions={views.size} counts={counts} />
            <Filters filter={filter} onChange={setFilter} shown={lines} all={counts.all} />
          </header>
          <div className={styles.notices}>
            {notices}
            {areTextsLate && <Notice>{words.synthesis.textsFailed}</Notice>}
          </div>
          <div className={styles.sections}>
            {shown.map((section) => (
              <Section
                key={section.topic?.id ?? ''}
                section={section}
                title={titleOf(section)}
                views={views}
                chosen={chosen && section.topic?.id === chosen.topic ? chosen.contributions : null}
                acts={acts}
              />
            ))}
            {shown.length === 0 && (
              <p className={styles.none}>
                {counts.all === 0 ? words.synthesis.none : words.synthesis.nothingFound}
              </p>
            )}
          </div>
          {chosen && (
            <SelectionBar
              selection={chosen}
              groups={state.groups.filter(({ topic }) => topic === chosen.topic).map(standing)}
              answered={[...chosen.contributions].filter((id) => answers(chosen.topic, id)).length}
              mayArrange={mayArrange}
              mayAnswer={mayAnswer}
              onRegroup={async ({ commands: asked, back, group }) => {
                if (!(await runAll(asked))) return
                setSelection(null)
                say(words.synthesis.regrouped(group.title), back)
              }}
              onClear={() => setSelection(null)}
            />
          )}
        </div>
      </main>
    </div>
  )
}
