import { useEffect, useState } from 'react'

/** Whether `waits` has been true for `ms` without a break, for the same `what`. */
export function useWaited(waits: boolean, ms: number, what: string): boolean {
  const [over, setOver] = useState<string | null>(null)
  useEffect(() => {
    if (!waits) {
      setOver(null)
      return
    }
    const timer = setTimeout(() => setOver(what), ms)
    return () => clearTimeout(timer)
  }, [waits, ms, what])
  return waits && over === what
}
