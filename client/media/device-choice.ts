/** What a person has chosen on this computer, kept for the next time. Undefined: whatever the browser takes first. */
export interface DeviceChoice {
  readonly camera?: string | undefined
  readonly microphone?: string | undefined
  readonly loudspeaker?: string | undefined
  /**
   * The browser's echo cancellation, noise suppression and gain control, for the microphone that is chosen: off
   * where a mixer does it.
   */
  readonly speechProcessing: boolean
}

/** The same for every microphone: which ones hang on a mixer. */
export interface KeptChoice {
  readonly camera?: string | undefined
  readonly microphone?: string | undefined
  readonly loudspeaker?: string | undefined
  /** Ids of microphones whose sound is not to be processed; the empty one is the browser's first. */
  readonly mixers: readonly string[]
}

const STORED_UNDER = 'diem-cau.devices'
/** A hall that has had more mixers than this forgets the oldest. */
const MOST_MIXERS = 20

export function readChoice(storage: Pick<Storage, 'getItem'>): KeptChoice {
  let stored: Partial<Record<keyof KeptChoice, unknown>> = {}
  try {
    stored = (JSON.parse(storage.getItem(STORED_UNDER) ?? '{}') ?? {}) as typeof stored
  } catch {
    // Storage is switched off, or somebody wrote into it: begin anew.
  }
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
  const mixers = Array.isArray(stored.mixers) ? stored.mixers : []
  return {
    camera: text(stored.camera),
    microphone: text(stored.microphone),
    loudspeaker: text(stored.loudspeaker),
    mixers: mixers.filter((id) => typeof id === 'string').slice(-MOST_MIXERS),
  }
}

export function storeChoice(storage: Pick<Storage, 'setItem'>, choice: KeptChoice): void {
  try {
    storage.setItem(STORED_UNDER, JSON.stringify(choice))
  } catch {
    // Storage is full or switched off: the choice holds as long as the page.
  }
}

/** Whether the browser treats the sound of this microphone; undefined: the one that the browser takes first. */
export function isProcessed({ mixers }: KeptChoice, microphone: string | undefined): boolean {
  return !mixers.includes(microphone ?? '')
}

/** What the person sees as chosen. */
export function choiceOf(kept: KeptChoice): DeviceChoice {
  const { camera, microphone, loudspeaker } = kept
  return { camera, microphone, loudspeaker, speechProcessing: isProcessed(kept, microphone) }
}

/** After a change; processing belongs to the microphone that is chosen then. */
export function changedChoice(kept: KeptChoice, change: Partial<DeviceChoice>): KeptChoice {
  const { speechProcessing, ...devices } = change
  const next = { ...kept, ...devices }
  if (speechProcessing === undefined) return next
  const id = next.microphone ?? ''
  const others = next.mixers.filter((mixer) => mixer !== id)
  return { ...next, mixers: speechProcessing ? others : [...others, id].slice(-MOST_MIXERS) }
}
