import { citationOf, type Topic } from '../domain/topics.ts'

/** How documents name a topic: `khoản 2, Điều 5: ‹title›`, or its title alone where it has no label. */
export function citedTopic(topics: readonly Topic[], id: string): string {
  const topic = topics.find((held) => held.id === id)
  if (!topic) return id
  return topic.label ? `${citationOf(topics, id)}: ${topic.title}` : topic.title
}
