import { useEffect, useRef, useState } from 'react'
import { holderTurn } from '../../domain/floor.ts'
import type { ScreenOrigin } from '../../domain/stage.ts'
import type { ConferenceState } from '../../domain/state.ts'
import type { HallMedia, ScreenState } from '../media/index.ts'
import { words } from '../messages/catalogue.ts'
import { useConference, useMay, useView } from './context.tsx'
import { isCentral } from './floor-view.ts'
import { useCommands } from './use-command.ts'

export interface ScreenShare {
  /** The log shows this page's screen. */
  readonly shared: boolean
  /** The browser's picker is open, or the server is being asked. */
  readonly starting: boolean
  /** This page may share now: the bridge holds the floor or is the central one, and nobody else's screen is shown. */
  readonly possible: boolean
  readonly problem: string | null
  readonly dismiss: () => void
  /** To be called straight from a press: browsers refuse the picker otherwise. */
  readonly start: () => void
  readonly stop: () => void
}

/**
 * Shares a screen of this page for its bridge. The picker comes first, so that no hall looks at an empty page while
 * somebody chooses; then the server is asked; what it has not logged is never sent. Whatever ends first, the track
 * or the log's word, ends the other.
 */
export function useScreenShare(
  media: HallMedia | null,
  screen: ScreenState,
  bridge: string,
  origin: ScreenOrigin,
): ScreenShare {
  const state = useConference()
  const { status } = useView()
  const may = useMay()
  const commands = useCommands()
  const [failed, setFailed] = useState<string | null>(null)
  const wasShared = useRef(false)
  const wasOn = useRef(false)
  const shared = isShared(state, bridge, origin)
  const { kind } = screen

  useEffect(() => {
    if (wasShared.current && !shared) media?.stopScreen()
    wasShared.current = shared
  }, [media, shared])

  const stopInLog = useRef(() => undefined as unknown)
  stopInLog.current = () => commands.run({ type: 'screen/stop', bridge })
  useEffect(() => {
    if (kind === 'on') wasOn.current = true
    if (kind === 'on' || kind === 'choosing') return
    // A hall that was loaded anew has lost its track; of a desk there may be several, and another one shares.
    const gone = shared && status === 'live' && (wasOn.current || origin === 'hall')
    wasOn.current = false
    if (gone) stopInLog.current()
  }, [kind, shared, status, origin])

  const start = async () => {
    if (!media) return
    setFailed(null)
    let asked = false
    const outcome = await media.shareScreen(() => {
      asked = true
      return commands.run({ type: 'screen/share', bridge })
    })
    if (outcome === 'on' || outcome === 'refused') return
    setFailed(words.floor.screenProblems[outcome])
    if (asked) stopInLog.current()
  }
  return {
    shared: shared && kind === 'on',
    starting: kind === 'choosing' || (kind === 'on' && !shared),
    possible: may('screen/share', bridge) && isFree(state, bridge),
    problem: commands.problem ?? failed,
    dismiss: () => {
      commands.dismiss()
      setFailed(null)
    },
    start: () => void start(),
    stop: () => media?.stopScreen(),
  }
}

function isShared({ stage }: ConferenceState, bridge: string, origin: ScreenOrigin): boolean {
  return stage.screen?.bridge === bridge && stage.screen.origin === origin
}

function isFree(state: ConferenceState, bridge: string): boolean {
  if (state.phase !== 'open') return false
  if (isCentral(state, bridge)) return true
  const { screen } = state.stage
  return holderTurn(state)?.bridge === bridge && (screen === null || screen.bridge === bridge)
}
