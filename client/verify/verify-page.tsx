import { ChooseFile } from '../design/choose-file.tsx'
import { useFileDrop } from '../design/use-file-drop.ts'
import { words } from '../messages/catalogue.ts'
import { Mark } from '../shell/mark.tsx'
import { Findings } from './findings.tsx'
import { Issued, isSameMinutes } from './issued.tsx'
import { FileLine, Outcome } from './outcome.tsx'
import { PrintedPage } from './printed-page.tsx'
import { useCheck } from './use-check.ts'
import { type Printed, usePrinted } from './use-printed.ts'
import type { IssuedFile } from './verdict.ts'
import styles from './verify.module.css'

/** Anybody checks a signed file here, without an account. */
export function VerifyPage() {
  const { check, begin } = useCheck()
  const isOver = useFileDrop(begin)
  const printed = usePrinted()
  return (
    <div className={styles.page} data-over={isOver}>
      <header className={styles.bar}>
        <a href="/" className={styles.mark}>
          <Mark />
        </a>
        <h1>{words.verify.title}</h1>
        <a href="/" className={styles.home}>
          {words.verify.home}
        </a>
      </header>
      <main className={styles.main} data-kind={check.kind}>
        <section className={styles.aside} aria-live="polite" aria-busy={check.kind === 'checking'}>
          {check.kind === 'nothing' ? (
            <Nothing isOver={isOver} begin={begin} printed={printed} />
          ) : (
            <>
              {isOver && <p className={styles.over}>{words.verify.dropNow}</p>}
              <Outcome check={check} again={begin} />
              {check.kind === 'checked' && (
                <>
                  <PrintedPage printed={printed} file={check.verdict.issued} />
                  <Issued issued={check.verdict.issued} isTold={isTold(printed, check.verdict.issued)} />
                </>
              )}
              <FileLine check={check} />
              <div className={styles.acts}>
                <ChooseFile accept={['application/pdf', '.pdf']} onFile={begin}>
                  {words.verify.another}
                </ChooseFile>
              </div>
              <p className={styles.small}>{words.verify.notKept}</p>
            </>
          )}
        </section>
        {check.kind === 'checked' && <Findings verdict={check.verdict} />}
      </main>
    </div>
  )
}

/** Whether what the printed page leads to says all of the file already. */
function isTold(printed: Printed, issued: IssuedFile | null): boolean {
  return printed.kind === 'known' && issued !== null && isSameMinutes(printed.minutes, issued)
}

function Nothing({
  isOver,
  begin,
  printed,
}: {
  readonly isOver: boolean
  readonly begin: (file: File) => void
  readonly printed: Printed
}) {
  const { drop, pick } = printed.kind === 'known' ? words.verify.printed : words.verify
  return (
    <>
      <p className={styles.lead}>{words.verify.lead}</p>
      <PrintedPage printed={printed} file={undefined} />
      <div className={styles.drop}>
        <p className={styles.dropTitle}>
          {isOver ? (
            words.verify.dropNow
          ) : (
            <>
              <span className={styles.byMouse}>{drop}</span>
              <span className={styles.byTouch}>{pick}</span>
            </>
          )}
        </p>
        <ChooseFile accept={['application/pdf', '.pdf']} onFile={begin} tone="primary" size="big">
          {words.verify.choose}
        </ChooseFile>
        <p className={styles.small}>{words.verify.limit}</p>
      </div>
      <p className={styles.note}>{words.verify.notKept}</p>
      <div className={styles.asked}>
        <h2>{words.verify.askedTitle}</h2>
        <ol>
          {words.verify.asked.map((question) => (
            <li key={question}>{question}</li>
          ))}
        </ol>
      </div>
    </>
  )
}
