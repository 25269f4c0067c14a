import { outOfForce } from '../../domain/profile-validity.ts'
import { useConference } from '../conference/context.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import { dayAfter, numericDay } from './days.ts'

type Part = keyof typeof words.formPreview.parts

/** Which form the conference's documents have, what its body has otherwise, and whether the form is in force. */
export function ProfileFacts() {
  const { facts } = useConference()
  if (!facts) return null
  const { profiles, overridden, overridesBy, parts, ended, notYet, outOfForce: stillMade } = words.formPreview
  const problem = outOfForce(facts.profile, facts.startsAt)
  const { source, ...departures } = facts.profileOverrides ?? {}
  const named = (Object.keys(parts) as Part[]).filter((part) => part in departures).map((part) => parts[part])
  return (
    <>
      <p>{profiles[facts.profile]}</p>
      {named.length > 0 && (
        <p>
          {overridden(named.join('; '))} {source !== undefined && overridesBy(source)}
        </p>
      )}
      {problem && (
        <Notice>
          {problem.kind === 'ended'
            ? ended(numericDay(dayAfter(problem.until)))
            : notYet(numericDay(problem.from))}{' '}
          {stillMade}
        </Notice>
      )}
    </>
  )
}
