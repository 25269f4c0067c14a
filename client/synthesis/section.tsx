import { memo, useCallback } from 'react'
import type { OpinionAnswer, OpinionGroup } from '../../domain/synthesis.ts'
import { words } from '../messages/catalogue.ts'
import { AnswerEditor, AnswerText } from './answer.tsx'
import { GroupHead } from './group-head.tsx'
import { Opinion, type OpinionView } from './opinion.tsx'
import styles from './section.module.css'
import type { Block, TableSection } from './table.ts'

export interface SectionActs {
  readonly mayArrange: boolean
  readonly mayAnswer: boolean
  readonly choose: (topic: string, contribution: number) => void
  readonly dissolve: (group: OpinionGroup) => void
  readonly withdraw: (answer: OpinionAnswer, contributions: readonly number[]) => void
}

/** One provision with its opinions and their answers. */
export const Section = memo(function Section({
  section,
  title,
  views,
  chosen,
  acts,
}: {
  readonly section: TableSection
  readonly title: string
  readonly views: ReadonlyMap<number, OpinionView>
  readonly chosen: ReadonlySet<number> | null
  readonly acts: SectionActs
}) {
  const { topic, counts, blocks } = section
  const id = topic?.id ?? null
  return (
    <section className={styles.section} aria-label={title}>
      <header className={styles.head}>
        <h3>{title}</h3>
        <span aria-hidden>{words.synthesis.topicCount(counts.all - counts.unanswered, counts.all)}</span>
        <span className={styles.hidden}>
          {words.synthesis.topicCountSaid(counts.all - counts.unanswered, counts.all)}
        </span>
      </header>
      {topic?.wording !== undefined && <p className={styles.wording}>{topic.wording}</p>}
      {id === null && <p className={styles.wording}>{words.synthesis.withoutTopicWhat}</p>}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{words.synthesis.columns.who}</th>
            <th scope="col">{words.synthesis.columns.what}</th>
            <th scope="col">{words.synthesis.columns.answer}</th>
          </tr>
        </thead>
        {blocks.map((block) => (
          <BlockRows key={block.key} topic={id} block={block} views={views} chosen={chosen} acts={acts} />
        ))}
      </table>
    </section>
  )
})

function BlockRows({
  topic,
  block,
  views,
  chosen,
  acts,
}: {
  readonly topic: string | null
  readonly block: Block
  readonly views: ReadonlyMap<number, OpinionView>
  readonly chosen: ReadonlySet<number> | null
  readonly acts: SectionActs
}) {
  const { choose } = acts
  const onChoose = useCallback(
    (contribution: number) => topic !== null && choose(topic, contribution),
    [topic, choose],
  )
  const isChoosable = topic !== null && (acts.mayArrange || acts.mayAnswer)
  const { group, lines, isOne } = block
  return (
    <tbody className={styles.block} data-group={group !== null || undefined}>
      {group && (
        <tr>
          <th colSpan={3} scope="rowgroup" className={styles.groupHead}>
            <GroupHead
              group={group}
              members={block.contributions}
              hidden={block.contributions.length - lines.length}
              isEditable={acts.mayArrange}
              onDissolve={() => acts.dissolve(group)}
            />
          </th>
        </tr>
      )}
      {lines.map(({ contribution, answer, offered }, index) => {
        const view = views.get(contribution.id)
        if (!view) return null
        const shared = group && isOne
        return (
          <tr key={contribution.id} data-contribution={contribution.id}>
            <Opinion
              view={view}
              isChosen={chosen?.has(contribution.id) ?? false}
              onChoose={isChoosable ? onChoose : undefined}
            />
            {(!shared || index === 0) && (
              <td className={styles.answer} rowSpan={shared ? lines.length : 1}>
                {acts.mayAnswer && topic !== null ? (
                  <AnswerEditor
                    key={shared ? block.key : contribution.id}
                    name={`answer.${topic}.${shared ? block.key : contribution.id}`}
                    of={shared ? group.title : words.synthesis.ordinal(view.ordinal)}
                    topic={topic}
                    contributions={shared ? block.contributions : [contribution.id]}
                    answer={answer}
                    offered={shared ? [...new Set(lines.flatMap((line) => line.offered))] : offered}
                    onWithdraw={(held) =>
                      acts.withdraw(held, shared ? block.contributions : [contribution.id])
                    }
                  />
                ) : (
                  <AnswerText answer={answer} />
                )}
              </td>
            )}
          </tr>
        )
      })}
    </tbody>
  )
}
