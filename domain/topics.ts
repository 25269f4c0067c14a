import Type, { type Static } from 'typebox'
import { type Refused, refuse } from './refusal.ts'
import type { ConferenceState } from './state.ts'
import { Id, Line, Title, Wording } from './text.ts'

/** What a node of the provision tree is: phần, chương, mục, điều, khoản, điểm; or a nhóm vấn đề. */
export const topicKinds = ['part', 'chapter', 'section', 'article', 'clause', 'point', 'issue-group'] as const
export type TopicKind = (typeof topicKinds)[number]
export const TopicKind = Type.Unsafe<TopicKind>(Type.Union(topicKinds.map((kind) => Type.Literal(kind))))

/** A node of the document under discussion. A tree without parents and kinds is a plain list. */
export const Topic = Type.Object(
  {
    id: Id,
    title: Title,
    kind: Type.Optional(TopicKind),
    /** `Điều 5`, `khoản 2`: as contributions cite it. */
    label: Type.Optional(Line),
    parent: Type.Optional(Id),
    /** The words of the provision, to be quoted from. */
    wording: Type.Optional(Wording),
  },
  { additionalProperties: false },
)
export type Topic = Static<typeof Topic>

/** How deep the tree may be: part, chapter, section, article, clause, point, and one to spare. */
export const MOST_TOPIC_DEPTH = 7

export type TopicEvent =
  | { readonly type: 'topic-added'; readonly topic: Topic }
  | { readonly type: 'topic-changed'; readonly topic: Topic }
  | {
      readonly type: 'topic-moved'
      readonly topic: string
      readonly parent: string | null
      readonly place: number
    }
  | { readonly type: 'topic-removed'; readonly topic: string }

const object = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })

export const topicCommands = [
  /** Parents come before their children. */
  object({ type: Type.Literal('topic/add'), topics: Type.Array(Topic, { minItems: 1, maxItems: 2000 }) }),
  /** Its place in the tree stays: `parent` is passed over. */
  object({ type: Type.Literal('topic/change'), topic: Topic }),
  /** `place` counts from 0 among the children of `parent`; null is the top. */
  object({
    type: Type.Literal('topic/move'),
    topic: Id,
    parent: Type.Union([Id, Type.Null()]),
    place: Type.Integer({ minimum: 0, maximum: 10_000 }),
  }),
  object({ type: Type.Literal('topic/remove'), topic: Id }),
] as const
export type TopicCommand = Static<(typeof topicCommands)[number]>

export function decideTopics(state: ConferenceState, command: TopicCommand): readonly TopicEvent[] | Refused {
  if (state.phase === 'sealed') return refuse('conference/sealed')
  switch (command.type) {
    case 'topic/add': {
      const problem = treeProblem([...state.topics, ...command.topics])
      return problem ?? command.topics.map((topic) => ({ type: 'topic-added', topic }) as const)
    }
    case 'topic/change': {
      const held = topicOf(state, command.topic.id)
      if (!held) return refuse('topic/unknown', { topic: command.topic.id })
      const { parent: _, ...facts } = command.topic
      return [{ type: 'topic-changed', topic: held.parent ? { ...facts, parent: held.parent } : facts }]
    }
    case 'topic/move': {
      const { topic: id, parent } = command
      const topic = topicOf(state, id)
      if (!topic) return refuse('topic/unknown', { topic: id })
      if (parent !== null && !topicOf(state, parent)) return refuse('topic/unknown', { topic: parent })
      if (parent !== null && isWithin(state.topics, parent, id)) return refuse('topic/within-itself')
      const place = Math.min(command.place, childrenOf(state.topics, parent, id).length)
      const moved = placed(state.topics, id, parent, place)
      if (moved.every((each, index) => each === state.topics[index])) return []
      const problem = treeProblem(moved)
      return problem ?? [{ type: 'topic-moved', topic: id, parent, place }]
    }
    case 'topic/remove': {
      const { topic } = command
      if (!topicOf(state, topic)) return refuse('topic/unknown', { topic })
      if (isUsed(state, topic)) return refuse('topic/in-use', { topic })
      return [{ type: 'topic-removed', topic }]
    }
  }
}

export function evolveTopics(state: ConferenceState, event: TopicEvent): ConferenceState {
  switch (event.type) {
    case 'topic-added':
      return { ...state, topics: [...state.topics, event.topic] }
    case 'topic-changed':
      return {
        ...state,
        topics: state.topics.map((held) => (held.id === event.topic.id ? event.topic : held)),
      }
    case 'topic-moved':
      return { ...state, topics: placed(state.topics, event.topic, event.parent, event.place) }
    case 'topic-removed':
      return { ...state, topics: state.topics.filter((held) => held.id !== event.topic) }
  }
}

export function topicOf(state: ConferenceState, id: string): Topic | undefined {
  return state.topics.find((topic) => topic.id === id)
}

/** The children of a topic in their order, or with null the top of the tree; without `but`. */
export function childrenOf(topics: readonly Topic[], parent: string | null, but?: string): readonly Topic[] {
  return topics.filter((topic) => (topic.parent ?? null) === parent && topic.id !== but)
}

/** Every topic with how deep it stands (0 at the top), each parent before its children. */
export function topicTree(
  topics: readonly Topic[],
): readonly { readonly topic: Topic; readonly depth: number }[] {
  const byParent = Map.groupBy(topics, (topic) => topic.parent ?? null)
  const walk = (parent: string | null, depth: number): { topic: Topic; depth: number }[] =>
    (byParent.get(parent) ?? []).flatMap((topic) => [{ topic, depth }, ...walk(topic.id, depth + 1)])
  return walk(null, 0)
}

/** The topic at the top of the tree above this one, or itself. */
export function rootOf(topics: readonly Topic[], id: string): string {
  const parent = topics.find((topic) => topic.id === id)?.parent
  return parent === undefined ? id : rootOf(topics, parent)
}

/** Whether a topic is another or stands below it. */
export function isWithin(topics: readonly Topic[], id: string, ancestor: string): boolean {
  if (id === ancestor) return true
  const parent = topics.find((topic) => topic.id === id)?.parent
  return parent !== undefined && isWithin(topics, parent, ancestor)
}

/** How a contribution cites it: the labels from the root down, else its title. */
export function citationOf(topics: readonly Topic[], id: string): string {
  const topic = topics.find((held) => held.id === id)
  if (!topic) return id
  if (!topic.label) return topic.title
  const above = topic.parent && topics.find((held) => held.id === topic.parent)
  const cited = above && above.kind !== 'part' && above.kind !== 'chapter' && above.kind !== 'section'
  return cited && above.label ? `${topic.label}, ${citationOf(topics, above.id)}` : topic.label
}

/** Why a list of topics is no tree: a name twice, a parent that is missing or below itself, too deep. */
export function treeProblem(topics: readonly Topic[]): Refused | undefined {
  const depths = new Map<string, number>()
  const ids = new Set(topics.map((topic) => topic.id))
  if (ids.size !== topics.length) return refuse('topic/exists')
  const left = new Set(topics)
  // Any order is taken: a parent moved behind its child is still its parent.
  for (let before = -1; before !== left.size; ) {
    before = left.size
    for (const topic of left) {
      const above = topic.parent === undefined ? -1 : depths.get(topic.parent)
      if (above === undefined) continue
      depths.set(topic.id, above + 1)
      left.delete(topic)
    }
  }
  const [orphan] = left
  if (orphan) return refuse('topic/unknown', { topic: orphan.parent ?? '' })
  if ([...depths.values()].some((depth) => depth >= MOST_TOPIC_DEPTH)) return refuse('topic/too-deep')
  return undefined
}

/** The list with one topic at a place among the children of `parent`. */
function placed(
  topics: readonly Topic[],
  id: string,
  parent: string | null,
  place: number,
): readonly Topic[] {
  const held = topics.find((topic) => topic.id === id)
  if (!held) return topics
  const same = (held.parent ?? null) === parent
  const { parent: _, ...facts } = held
  const moved = same ? held : parent === null ? facts : { ...facts, parent }
  const rest = topics.filter((topic) => topic.id !== id)
  const next = childrenOf(rest, parent)[place]
  const index = next ? rest.indexOf(next) : rest.length
  return rest.toSpliced(index, 0, moved)
}

function isUsed(state: ConferenceState, id: string): boolean {
  const names = (of: { readonly topics: readonly string[] }) => of.topics.includes(id)
  return (
    state.topics.some((topic) => topic.parent === id) ||
    state.contributions.some(names) ||
    state.floor.queue.some(names) ||
    state.floor.turns.some(names) ||
    state.groups.some((group) => group.topic === id) ||
    state.answers.some((answer) => answer.topic === id) ||
    state.votes.some((vote) => vote.topic === id) ||
    Object.values(state.noOpinion).some((topics) => topics.includes(id))
  )
}
