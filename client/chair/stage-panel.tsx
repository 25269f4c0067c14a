import { programme } from '../../domain/programme.ts'
import { screenOnStage, stageOf } from '../../domain/stage.ts'
import { type ConferenceState, centralBridge } from '../../domain/state.ts'
import { useConference, useMay, useView } from '../conference/context.tsx'
import { nameOf } from '../conference/names.ts'
import { ShareScreen } from '../conference/share-screen.tsx'
import { stageTile } from '../conference/stage-view.ts'
import { useCommands } from '../conference/use-command.ts'
import { useScreenShare } from '../conference/use-screen-share.ts'
import { Button } from '../design/button.tsx'
import { Icon } from '../design/icon.tsx'
import { useShortcut } from '../design/use-shortcut.ts'
import { words } from '../messages/catalogue.ts'
import { useDeskMedia } from './desk-media.tsx'
import { withLayout, withoutPin } from './direction.ts'
import { LayoutChoice } from './layout-choice.tsx'
import { Problem } from './problem.tsx'
import { useDirect } from './stage-direction.tsx'
import styles from './stage-panel.module.css'

/** What all halls see, place by place, and how the chair changes it. */
export function StagePanel() {
  const state = useConference()
  const { presence } = useView()
  const may = useMay()
  const commands = useCommands()
  const direct = useDirect()
  const directs = may('stage/direct')
  const rows = stageRows(state, presence)
  const { screen } = state.stage
  return (
    <section className={styles.panel} aria-label={words.chair.stage}>
      <header className={styles.head}>
        <h2>{words.chair.stage}</h2>
        <DeskScreen bridge={centralBridge(state)} />
      </header>
      <ol className={styles.rows}>
        {screen && (
          <li title={words.hall.sharedBy(nameOf(state, screen.bridge))}>
            <b>{words.hall.sharedBy(nameOf(state, screen.bridge))}</b>
            <span>{screenOnStage(state) === null ? words.chair.screenHidden : words.chair.screenShown}</span>
            {may('screen/stop', screen.bridge) && (
              <Button
                size="small"
                tone="quiet"
                aria-label={words.chair.stopScreen(nameOf(state, screen.bridge))}
                onPress={() => void commands.run({ type: 'screen/stop', bridge: screen.bridge })}
                className={styles.unpin ?? ''}
              >
                {words.floor.stopShort}
              </Button>
            )}
          </li>
        )}
        {rows.map(({ bridge, what, pinned }) => (
          <li key={bridge} title={nameOf(state, bridge)}>
            <b>{nameOf(state, bridge)}</b>
            <span>{what}</span>
            {pinned && directs && (
              <Button
                size="small"
                tone="quiet"
                aria-label={words.chair.unpin(nameOf(state, bridge))}
                onPress={() => direct((stage) => withoutPin(stage, bridge))}
                className={styles.unpin ?? ''}
              >
                <Icon name="pin" />
              </Button>
            )}
          </li>
        ))}
      </ol>
      {directs && (
        <LayoutChoice
          chosen={state.stage.layout}
          onChoose={(layout) => direct((stage) => withLayout(stage, layout, stageOf(state)))}
        />
      )}
      <Problem commands={commands} />
    </section>
  )
}

function DeskScreen({ bridge }: { readonly bridge: string }) {
  const { media, snapshot } = useDeskMedia()
  const share = useScreenShare(media, snapshot?.screen ?? { kind: 'off' }, bridge, 'desk')
  const toggle = () => (share.shared ? share.stop() : share.possible && !share.starting && share.start())
  useShortcut('c', toggle, share.possible || share.shared)
  return (
    <>
      <ShareScreen share={{ ...share, problem: null }} size="small" keys={words.chair.keys.share} />
      <Problem commands={share} />
    </>
  )
}

interface Row {
  readonly bridge: string
  readonly what: string
  readonly pinned: boolean
}

function stageRows(state: ConferenceState, presence: readonly string[]): readonly Row[] {
  const { prepared } = programme(state, null)
  const shown = stageOf(state).map((bridge) => {
    const { open, holds } = stageTile(state, bridge)
    const what = !presence.includes(bridge)
      ? words.chair.onStageAway
      : open
        ? words.chair.onStageHeard
        : holds
          ? words.chair.onStageCut
          : words.chair.onStage
    return { bridge, what, pinned: state.stage.pinned.includes(bridge) }
  })
  return [...shown, ...prepared.map((bridge) => ({ bridge, what: words.chair.prepared, pinned: false }))]
}
