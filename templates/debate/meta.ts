import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js'
import type { MinutesView } from '../minutes-view.ts'
import { isoTime } from '../wording.ts'
import { xmlText } from '../xml-text.ts'
import type { Agents } from './agents.ts'

/** Who made which version when (FRBR), and everything that the debate refers to. */
export function addMeta(debate: XMLBuilder, conference: string, view: MinutesView, agents: Agents): void {
  const day = isoTime(view.startedAt).slice(0, 10)
  const work = `/akn/vn/debate/${day}/${encodeURIComponent(conference)}`
  const expression = `${work}/vie@${isoTime(view.sealedAt).slice(0, 10)};ver${view.version}`
  const meta = debate.ele('meta')
  const identification = meta.ele('identification', { source: '#organiser' })
  const core = (level: string, uri: string, date: string, name: string) => {
    const element = identification.ele(level)
    element.ele('FRBRthis', { value: `${uri}/!main` })
    element.ele('FRBRuri', { value: uri })
    element.ele('FRBRdate', { date, name })
    element.ele('FRBRauthor', { href: '#organiser' })
    return element
  }
  const sealed = isoTime(view.sealedAt)
  const first = core('FRBRWork', work, day, 'conference')
  first.ele('FRBRcountry', { value: 'vn' })
  if (view.number) first.ele('FRBRnumber', { value: xmlText(view.number) })
  const second = core('FRBRExpression', expression, sealed, view.draft ? 'draft' : 'sealing')
  second.ele('FRBRversionNumber', { value: String(view.version) })
  // The record is the signed PDF.
  second.ele('FRBRauthoritative', { value: 'false' })
  second.ele('FRBRlanguage', { language: 'vie' })
  core('FRBRManifestation', `${expression}.xml`, sealed, 'generation').ele('FRBRformat', {
    value: 'application/akn+xml',
  })
  const references = meta.ele('references', { source: '#organiser' })
  for (const { element, eId, name } of agents.references)
    references.ele(element, {
      eId,
      href: `/akn/ontology/${element.slice(3).toLowerCase()}/vn/${encodeURIComponent(conference)}/${eId}`,
      showAs: xmlText(name),
    })
}
