import { useEffect, useRef, useState } from 'react'
import type { Milliseconds } from '../../domain/time.ts'

export interface Sound {
  readonly isPlaying: boolean
  /** From the beginning of the file. */
  readonly offset: Milliseconds
  /** The file could not be had, or not be decoded. */
  readonly failed: boolean
  readonly play: (from?: Milliseconds) => void
  readonly pause: () => void
  readonly seek: (to: Milliseconds) => void
}

/** One sound file, fetched when it is first played. It falls silent with the page's part that uses it. */
export function useSound(address: string): Sound {
  const audio = useRef<HTMLAudioElement | null>(null)
  const [offset, setOffset] = useState<Milliseconds>(0)
  const [isPlaying, setPlaying] = useState(false)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    return () => {
      audio.current?.pause()
      audio.current = null
    }
  }, [])
  const element = () => {
    if (audio.current) return audio.current
    const made = new Audio(address)
    made.addEventListener('timeupdate', () => setOffset(made.currentTime * 1000))
    made.addEventListener('play', () => setPlaying(true))
    made.addEventListener('pause', () => setPlaying(false))
    made.addEventListener('ended', () => setPlaying(false))
    made.addEventListener('error', () => {
      setFailed(true)
      setPlaying(false)
      // The next try begins anew.
      if (audio.current === made) audio.current = null
    })
    audio.current = made
    return made
  }
  const seek = (to: Milliseconds) => {
    element().currentTime = to / 1000
    setOffset(to)
  }
  return {
    isPlaying,
    offset,
    failed,
    play: (from) => {
      setFailed(false)
      if (from !== undefined) seek(from)
      // Interrupted by a pause, or failed, of which the element's own events tell.
      element()
        .play()
        .catch(() => undefined)
    },
    pause: () => audio.current?.pause(),
    seek,
  }
}
