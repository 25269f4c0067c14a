import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { type StageLayout, stageLayouts } from '../../domain/stage.ts'
import { Keys } from '../design/button.tsx'
import { Icon, type IconName } from '../design/icon.tsx'
import { useShortcut } from '../design/use-shortcut.ts'
import { words } from '../messages/catalogue.ts'
import styles from './stage-panel.module.css'

const icons = {
  follow: 'layout-follow',
  single: 'layout-one',
  pair: 'layout-two',
  quad: 'layout-four',
  document: 'layout-document',
} as const satisfies Record<StageLayout, IconName>

/** How many bridges every hall sees, or the document; one key each. */
export function LayoutChoice({
  chosen,
  onChoose: choose,
}: {
  readonly chosen: StageLayout
  readonly onChoose: (layout: StageLayout) => void
}) {
  const { layoutKeys } = words.chair
  useShortcut(layoutKeys.follow.toLowerCase(), () => choose('follow'))
  useShortcut(layoutKeys.single.toLowerCase(), () => choose('single'))
  useShortcut(layoutKeys.pair.toLowerCase(), () => choose('pair'))
  useShortcut(layoutKeys.quad.toLowerCase(), () => choose('quad'))
  useShortcut(layoutKeys.document.toLowerCase(), () => choose('document'))
  return (
    <ToggleButtonGroup
      aria-label={words.chair.layout}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[chosen]}
      onSelectionChange={(keys) => choose([...keys][0] as StageLayout)}
      className={styles.layouts ?? ''}
    >
      {stageLayouts.map((layout) => (
        <ToggleButton
          key={layout}
          id={layout}
          className={styles.layout ?? ''}
          data-layout={layout}
          aria-keyshortcuts={layoutKeys[layout].toLowerCase()}
        >
          <Icon name={icons[layout]} />
          <span>
            {layout === 'follow' && chosen !== 'follow'
              ? words.chair.backToFollow
              : words.chair.layouts[layout]}
          </span>
          <Keys>{layoutKeys[layout]}</Keys>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
