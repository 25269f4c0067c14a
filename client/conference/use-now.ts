import { useEffect, useState } from 'react'
import type { Instant } from '../../domain/time.ts'
import { useConnection } from './context.tsx'

/** The server's time, drawn anew at each full second of it. */
export function useNow(): Instant {
  const { serverNow } = useConnection()
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const tick = () => {
      const at = serverNow()
      setNow(at)
      timer = setTimeout(tick, 1_000 - (at % 1_000) + 5)
    }
    tick()
    return () => clearTimeout(timer)
  }, [serverNow])
  return now
}
