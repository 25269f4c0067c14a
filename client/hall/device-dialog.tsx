import { useEffect, useMemo, useState } from 'react'
import { useMediaSnapshot } from '../conference/media-room.ts'
import { Button } from '../design/button.tsx'
import { Choices } from '../design/choices.tsx'
import { Dialog, DialogActs } from '../design/dialog.tsx'
import { Picture } from '../design/picture.tsx'
import { SelectField } from '../design/select-field.tsx'
import { type DeviceKind, type DeviceList, type HallMedia, listDevices } from '../media/index.ts'
import { words } from '../messages/catalogue.ts'
import { deviceOptions } from './device-options.ts'
import styles from './devices.module.css'
import { Level } from './level.tsx'

/** The choice of camera, microphone and loudspeaker, with what they see and hear. */
export function DeviceDialog({
  media,
  onClose,
}: {
  readonly media: HallMedia
  readonly onClose: () => void
}) {
  const { camera, microphone, choice } = useMediaSnapshot(media)
  // Names are told once a device is open.
  const listed = useDeviceList(`${camera.kind} ${microphone.kind}`)
  const track = camera.kind === 'on' ? camera.track : null
  const picture = useMemo(() => (track ? new MediaStream([track]) : null), [track])
  const select = (kind: DeviceKind, devices: DeviceList[keyof DeviceList]) => (
    <SelectField
      label={words.media[kind]}
      value={choice[kind] ?? ''}
      options={deviceOptions(devices, choice[kind])}
      onChange={(id) => media.choose({ [kind]: id === '' ? undefined : id })}
    />
  )
  return (
    <Dialog title={words.media.devicesTitle} isOpen onClose={onClose}>
      <Picture stream={picture} label={words.media.ownPicture} className={styles.picture} />
      {select('camera', listed.cameras)}
      {select('microphone', listed.microphones)}
      <div className={styles.level}>
        <Level media={media} />
      </div>
      <Choices
        label={words.media.sound}
        choices={[{ id: 'mixer', label: words.media.mixer }]}
        chosen={choice.speechProcessing ? [] : ['mixer']}
        onChange={(chosen) => media.choose({ speechProcessing: !chosen.includes('mixer') })}
      />
      <p className={styles.what}>{words.media.mixerWhat}</p>
      {listed.loudspeakers.length > 0 ? (
        select('loudspeaker', listed.loudspeakers)
      ) : (
        <p className={styles.what}>{words.media.systemLoudspeaker}</p>
      )}
      <DialogActs>
        <Button tone="primary" onPress={onClose} autoFocus>
          {words.media.close}
        </Button>
      </DialogActs>
    </Dialog>
  )
}

const none: DeviceList = { cameras: [], microphones: [], loudspeakers: [] }

/** What is plugged in now, looked up again whenever `opened` changes. */
function useDeviceList(opened: string): DeviceList {
  const [list, setList] = useState(none)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a device that was opened has a name from then on
  useEffect(() => {
    let isCurrent = true
    const look = () =>
      void listDevices().then(
        (found) => isCurrent && setList(found),
        () => undefined,
      )
    look()
    navigator.mediaDevices?.addEventListener('devicechange', look)
    return () => {
      isCurrent = false
      navigator.mediaDevices?.removeEventListener('devicechange', look)
    }
  }, [opened])
  return list
}
