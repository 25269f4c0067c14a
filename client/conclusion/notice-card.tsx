import { NOTICE_WORKING_DAYS } from '../../domain/working-days.ts'
import { useConference, useConnection, useMay } from '../conference/context.tsx'
import { useNow } from '../conference/use-now.ts'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import { longDate } from '../messages/format.ts'
import { FileLink } from '../publication/file-link.tsx'
import { useDownloads } from '../publication/use-downloads.ts'
import { useNoticeNumber } from '../publication/use-notice-number.ts'
import styles from './conclusion.module.css'
import { noticeDue, startOf } from './notice-due.ts'

/** Under which number the notice stands, with its file, and until when it must be sent. */
export function NoticeOfConclusion() {
  const { concludedAt } = useConference()
  const now = useNow()
  const number = useNoticeNumber()
  const { notice, numbered, noticeBefore } = words.conclusion
  return (
    <aside className={styles.notice}>
      <h2>{number ? numbered(number) : notice}</h2>
      {number && <NoticeFile />}
      {concludedAt === null ? (
        <p>{noticeBefore(NOTICE_WORKING_DAYS)}</p>
      ) : (
        <Due {...noticeDue(concludedAt, now)} />
      )}
    </aside>
  )
}

function NoticeFile() {
  const { conference } = useConnection()
  const may = useMay()
  const downloads = useDownloads()
  if (!may('record/read')) return null
  const { download } = words.conclusion
  return (
    <>
      <p className={styles.download}>
        <FileLink
          path={`/api/conferences/${conference}/out/notice.pdf`}
          label={download}
          downloads={downloads}
        >
          {download}
        </FileLink>
      </p>
      {downloads.problem && <Notice onDismiss={downloads.dismiss}>{downloads.problem}</Notice>}
    </>
  )
}

function Due({ day, left }: ReturnType<typeof noticeDue>) {
  const isLate = left < 0
  return (
    <>
      <p>{words.conclusion.noticeDue(longDate(startOf(day)))}</p>
      <p className={styles.left} data-late={left <= 1 || undefined}>
        {isLate ? words.conclusion.noticeLate(-left) : words.conclusion.noticeLeft(left)}
      </p>
      <p className={styles.counted}>{words.conclusion.noticeCounted}</p>
    </>
  )
}
