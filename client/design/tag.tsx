import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import styles from './tag.module.css'

export type TagTone = 'air' | 'need' | 'kept' | 'attention' | 'plain' | 'demonstration'

/** A state as a word with a shape of its own, so that it reads without colour. */
export function Tag({ tone, children }: { readonly tone: TagTone; readonly children: ReactNode }) {
  return (
    <span className={`${styles.tag} ${styles[tone]}`}>
      {tone === 'kept' && <Icon name="check" />}
      {tone === 'need' && <Icon name="warning" />}
      {children}
    </span>
  )
}
