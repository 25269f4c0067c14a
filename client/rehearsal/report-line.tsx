import { rehearsalOpensAt } from '../../domain/rehearsal.ts'
import { useConference } from '../conference/context.tsx'
import { Icon } from '../design/icon.tsx'
import { sentenceFor, words } from '../messages/catalogue.ts'
import { clockTime, hourTime, longDate } from '../messages/format.ts'
import styles from './prompt.module.css'
import type { Report } from './use-report.ts'

/** Whether the log holds the result. */
export function ReportLine({ report }: { readonly report: Report }) {
  const state = useConference()
  if (report.kind === 'none') return null
  const { report: said } = words.rehearsal
  if (report.kind === 'sent')
    return (
      <p className={styles.kept} role="status">
        <Icon name="check" /> {said.sent(clockTime(report.at))}
      </p>
    )
  return (
    <p className={styles.unkept} data-kind={report.kind} role="status">
      {report.kind !== 'sending' && <Icon name="warning" />}
      {report.kind === 'sending' && said.sending}
      {report.kind === 'held' && said.held}
      {report.kind === 'refused' && refused(report.code, rehearsalOpensAt(state) ?? 0)}
    </p>
  )
}

function refused(code: string, opensAt: number): string {
  const { report: said } = words.rehearsal
  if (code === 'rehearsal/not-open-yet') return said.early(hourTime(opensAt), longDate(opensAt))
  if (code === 'conference/already-concluded') return said.over
  return said.refused(sentenceFor(code))
}
