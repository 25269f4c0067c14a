import { placesOf, type Stage, type StageCommand, type StageLayout } from '../../domain/stage.ts'

/** What the chair asks the stage to be. */
export type Direction = Extract<StageCommand, { type: 'stage/direct' }>

const MOST = placesOf.quad

/** Another layout with the bridges that are pinned; a single one holds whom everybody sees now. */
export function withLayout(stage: Stage, layout: StageLayout, onStage: readonly string[]): Direction {
  const pinned = layout === 'single' && stage.pinned.length === 0 ? onStage.slice(0, 1) : stage.pinned
  return direct(layout, pinned)
}

/** One more bridge in a place of its own; the layout grows with it, and past four the oldest gives way. */
export function withPin(stage: Stage, bridge: string): Direction {
  if (stage.layout === 'document') return direct('document', [bridge])
  const pinned = [...stage.pinned.filter((id) => id !== bridge), bridge].slice(-MOST)
  const smallest: StageLayout = pinned.length === 1 ? 'single' : pinned.length === 2 ? 'pair' : 'quad'
  return direct(placesOf[stage.layout] > placesOf[smallest] ? stage.layout : smallest, pinned)
}

/** The bridge's place follows the floor again; without any pin a single picture follows it altogether. */
export function withoutPin(stage: Stage, bridge: string): Direction {
  const pinned = stage.pinned.filter((id) => id !== bridge)
  return direct(stage.layout === 'single' && pinned.length === 0 ? 'follow' : stage.layout, pinned)
}

/** The bridge is seen from now on: alone, or in a place of the two or four that are shown. */
export function takeOnStage(stage: Stage, bridge: string): Direction {
  if (stage.layout !== 'pair' && stage.layout !== 'quad') return direct('single', [bridge])
  const kept = stage.pinned.filter((id) => id !== bridge)
  return direct(stage.layout, [...kept, bridge].slice(-placesOf[stage.layout]))
}

function direct(layout: StageLayout, pinned: readonly string[]): Direction {
  return {
    type: 'stage/direct',
    layout,
    pinned: layout === 'follow' ? [] : pinned.slice(0, placesOf[layout]),
  }
}
