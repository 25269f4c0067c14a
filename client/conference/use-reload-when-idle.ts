import { useEffect } from 'react'
import { RULES_BUILD } from '../../domain/rules.ts'
import { useView } from './context.tsx'

/** Nobody has touched the page for so long, in milliseconds. */
const IDLE = 10_000
const DONE = 'diem-cau.reloaded-for'

/**
 * Loads the page anew when the server has other rules, once nobody types or acts. Only once per build: where the
 * server has no newer page to give, reloading on and on would be worse.
 */
export function useReloadWhenIdle(busy = false): void {
  const { outdated, waiting } = useView()
  useEffect(() => {
    if (!outdated || busy || waiting > 0 || sessionStorage.getItem(DONE) === String(RULES_BUILD)) return
    const reload = () => {
      sessionStorage.setItem(DONE, String(RULES_BUILD))
      location.reload()
    }
    let timer = setTimeout(reload, IDLE)
    const touched = () => {
      clearTimeout(timer)
      timer = setTimeout(reload, IDLE)
    }
    const events = ['pointerdown', 'keydown'] as const
    for (const event of events) addEventListener(event, touched)
    return () => {
      clearTimeout(timer)
      for (const event of events) removeEventListener(event, touched)
    }
  }, [outdated, busy, waiting])
}
