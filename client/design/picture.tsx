import { useEffect, useRef, useState } from 'react'
import styles from './picture.module.css'

/** A moving picture without sound, or a still of an empty hall while there is none. */
export function Picture({
  stream,
  label,
  className,
  fit = 'cover',
  isEmpty = false,
}: {
  readonly stream: MediaStream | null
  readonly label: string
  readonly className?: string | undefined
  readonly fit?: 'cover' | 'contain'
  /** Without the still: what stands in its place is drawn by others. */
  readonly isEmpty?: boolean
}) {
  const video = useRef<HTMLVideoElement>(null)
  const [drawn, setDrawn] = useState<MediaStream | null>(null)
  useEffect(() => {
    const element = video.current
    if (!element || element.srcObject === stream) return
    element.srcObject = stream
    // A stream that is replaced while it starts ends the old start with an error of no consequence.
    void element.play().catch(() => undefined)
  }, [stream])
  return (
    <figure className={`${styles.picture} ${className ?? ''}`} data-empty={isEmpty} aria-label={label}>
      {stream !== null && (
        <video
          ref={video}
          muted
          autoPlay
          playsInline
          style={{ objectFit: fit }}
          data-drawn={drawn === stream}
          onLoadedData={() => setDrawn(stream)}
        />
      )}
      {!isEmpty && (stream === null || drawn !== stream) && (
        <svg
          className={styles.none}
          viewBox="0 0 160 90"
          preserveAspectRatio="xMidYMid slice"
          aria-hidden="true"
        >
          <path d="M46 14h68v32H46zM40 58h80v7H40zM30 72h100v5H30zM20 82h120v6H20z" />
        </svg>
      )}
    </figure>
  )
}
