import { beginRoom } from '../conference/page-room.ts'
import type { Connection } from '../connection/connection.ts'
import type { DeviceSource } from '../media/index.ts'

/** What a hall sends. */
export const HALL_SOURCES: readonly DeviceSource[] = ['camera', 'microphone']

/**
 * A hall that starts without anybody enters the media room as soon as its line has joined, before what came with the
 * joining is drawn. One that has to be let in first enters when it is drawn.
 */
export async function beginHall(line: Connection): Promise<void> {
  if (!(await allowedBefore())) return
  const look = () => {
    const { status, grants } = line.view()
    if (status === 'connecting') return
    unsubscribe()
    if (status === 'live' && grants.some(({ role }) => role === 'hall')) beginRoom(line, HALL_SOURCES)
  }
  const unsubscribe = line.subscribe(look)
  look()
}

/** A room that was allowed before, and has been switched off and on, starts without anybody. */
export async function allowedBefore(): Promise<boolean> {
  try {
    const names = ['camera', 'microphone'] as PermissionName[]
    const states = await Promise.all(names.map((name) => navigator.permissions.query({ name })))
    return states.every(({ state }) => state === 'granted')
  } catch {
    // A browser that cannot say is asked by the button.
    return false
  }
}
