import type { DomainEvent } from '../../domain/events.ts'

/** Whether an event changes who may write in a text that pages have open. */
export function closesOrOpensTexts(event: DomainEvent): boolean {
  switch (event.type) {
    case 'minutes-sealed':
    case 'minutes-reopened':
    case 'contribution-derived':
    case 'contribution-voided':
    case 'contribution-reinstated':
    case 'text-locked':
    case 'text-unlocked':
      return true
    default:
      return false
  }
}
