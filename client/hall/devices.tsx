import { useState } from 'react'
import { Button } from '../design/button.tsx'
import { onDemand } from '../design/on-demand.tsx'
import type { HallMedia } from '../media/index.ts'
import { words } from '../messages/catalogue.ts'

const DeviceDialog = onDemand(async () => (await import('./device-dialog.tsx')).DeviceDialog)

/** A button that opens the choice of camera, microphone and loudspeaker. */
export function Devices({ media }: { readonly media: HallMedia }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onPress={() => setOpen(true)}>{words.media.devices}</Button>
      {isOpen && <DeviceDialog media={media} onClose={() => setOpen(false)} />}
    </>
  )
}
