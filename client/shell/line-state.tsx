import { useEffect, useState } from 'react'
import { useConnection, useView } from '../conference/context.tsx'
import { Button } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import { clockTime } from '../messages/format.ts'
import styles from './line-state.module.css'

/** Says that the facts on the page are old, for as long as they are. */
export function LineState() {
  const { status } = useView()
  const connection = useConnection()
  const [since, setSince] = useState<number | null>(null)
  useEffect(() => {
    if (status === 'live') {
      setSince(null)
      return
    }
    const lost = connection.serverNow()
    // A line that is back within half a second is not worth a word.
    const timer = setTimeout(() => setSince(lost), 500)
    return () => clearTimeout(timer)
  }, [status, connection])
  if (status === 'live' || since === null) return null
  return (
    <div className={styles.strip}>
      <Notice>
        {words.gate.offline} {words.gate.offlineSince(clockTime(since))}{' '}
        <Button size="small" onPress={connection.retryNow}>
          {words.common.retry}
        </Button>
      </Notice>
    </div>
  )
}
