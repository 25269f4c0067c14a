import type { PublicCommand } from '../../domain/commands.ts'
import type { OpinionGroup } from '../../domain/synthesis.ts'

/** What grouping the chosen opinions means, given the groups that some of them are in. */
export type Grouping =
  | { readonly kind: 'new' }
  | {
      readonly kind: 'join' | 'leave' | 'merge'
      readonly group: OpinionGroup
      readonly commands: readonly PublicCommand[]
      /** What takes it back. */
      readonly back: readonly PublicCommand[]
    }

/** `groups` are those of the topic. Null where there is nothing to group. */
export function groupingOf(groups: readonly OpinionGroup[], chosen: readonly number[]): Grouping | null {
  const touched = groups.filter((group) => group.contributions.some((id) => chosen.includes(id)))
  const [group, ...others] = touched
  if (!group) return chosen.length > 1 ? { kind: 'new' } : null
  const isInside = chosen.every((id) => group.contributions.includes(id))
  if (others.length === 0 && isInside) return leaving(group, chosen)
  const contributions = [...new Set([...touched.flatMap((each) => each.contributions), ...chosen])]
  return {
    kind: others.length > 0 ? 'merge' : 'join',
    group,
    commands: [...others.map(dissolve), regroup(group, contributions)],
    back: [regroup(group, group.contributions), ...others.map(anew)],
  }
}

/** Its opinions alone again, and the group back. */
export function dissolving(group: OpinionGroup): {
  readonly commands: readonly PublicCommand[]
  readonly back: readonly PublicCommand[]
} {
  // A group of one is a group that others were taken from: only two and more can be grouped anew.
  return { commands: [dissolve(group)], back: group.contributions.length > 1 ? [anew(group)] : [] }
}

function leaving(group: OpinionGroup, chosen: readonly number[]): Grouping {
  const left = group.contributions.filter((id) => !chosen.includes(id))
  if (left.length === 0) return { kind: 'leave', group, ...dissolving(group) }
  return {
    kind: 'leave',
    group,
    commands: [regroup(group, left)],
    back: [regroup(group, group.contributions)],
  }
}

function regroup({ id, title }: OpinionGroup, contributions: readonly number[]): PublicCommand {
  return { type: 'synthesis/regroup', group: id, title, contributions: [...contributions] }
}

function dissolve({ id }: OpinionGroup): PublicCommand {
  return { type: 'synthesis/dissolve', group: id }
}

function anew({ topic, title, contributions }: OpinionGroup): PublicCommand {
  return { type: 'synthesis/group', topic, title, contributions: [...contributions] }
}
