/** The nodes that may hold the conference, and which of them to try next. */
export interface Nodes {
  readonly current: string
  readonly known: readonly string[]
}

/** Takes up the addresses that a node named; the one in use stays in use. */
export function withNamed(nodes: Nodes, named: readonly string[]): Nodes {
  return { ...nodes, known: [...new Set([...named, ...nodes.known])] }
}

export function withOwner(nodes: Nodes, owner: string): Nodes {
  return withNamed({ ...nodes, current: owner }, [owner])
}

/** The one after the current one, round and round. */
export function next(nodes: Nodes): Nodes {
  const index = nodes.known.indexOf(nodes.current)
  return { ...nodes, current: nodes.known[(index + 1) % nodes.known.length] ?? nodes.current }
}
