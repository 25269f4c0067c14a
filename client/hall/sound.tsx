import { useEffect, useRef, useState } from 'react'
import { Button } from '../design/button.tsx'
import type { MediaSnapshot } from '../media/index.ts'
import { words } from '../messages/catalogue.ts'
import styles from './sound.module.css'

/** The voices of the others. When the browser holds sound back, one press lets it through. */
export function Sound({ media }: { readonly media: MediaSnapshot }) {
  const [blocked, setBlocked] = useState(0)
  const voices = [...media.peers].flatMap(([peer, { audio }]) => (audio ? [{ peer, audio }] : []))
  return (
    <>
      {voices.map(({ peer, audio }) => (
        <Voice
          key={`${peer}-${blocked}`}
          stream={audio}
          onBlocked={() => setBlocked((count) => count || 1)}
        />
      ))}
      {blocked === 1 && voices.length > 0 && (
        <div className={styles.unheard}>
          <Button tone="primary" size="big" autoFocus onPress={() => setBlocked(2)}>
            {words.hall.unheard}
          </Button>
        </div>
      )}
    </>
  )
}

function Voice({ stream, onBlocked }: { readonly stream: MediaStream; readonly onBlocked: () => void }) {
  const audio = useRef<HTMLAudioElement>(null)
  const blocked = useRef(onBlocked)
  blocked.current = onBlocked
  useEffect(() => {
    const element = audio.current
    if (!element) return
    element.srcObject = stream
    element.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'NotAllowedError') blocked.current()
    })
    return () => {
      element.srcObject = null
    }
  }, [stream])
  // biome-ignore lint/a11y/useMediaCaption: a voice that is being spoken now has no captions
  return <audio ref={audio} autoPlay />
}
