import type { ReactNode } from 'react'
import { words } from '../messages/catalogue.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import styles from './notice.module.css'

/** What went wrong, what is safe, what to do. It stays until it is put away. */
export function Notice({
  tone = 'need',
  children,
  onDismiss,
}: {
  readonly tone?: 'need' | 'plain'
  readonly children: ReactNode
  readonly onDismiss?: (() => void) | undefined
}) {
  return (
    <div className={`${styles.notice} ${styles[tone]}`} role={tone === 'need' ? 'alert' : 'status'}>
      {tone === 'need' && <Icon name="warning" />}
      <span>{children}</span>
      {onDismiss && (
        <Button size="small" tone="quiet" onPress={onDismiss}>
          {words.common.dismiss}
        </Button>
      )}
    </div>
  )
}
