import { describe, expect, test } from 'vitest'
import type { MinutesStamp, SignatureField } from '../../domain/signing.ts'
import { type ConferenceState, emptyConference } from '../../domain/state.ts'
import { renewalAt, renewalDue, stampDue } from '../../server/minutes/stamp-due.ts'

const DAY = 86_400_000
const now = Date.UTC(2026, 0, 1)
const tenYears = now + 3_653 * DAY

type Sealed = Extract<ConferenceState['minutes'], { kind: 'sealed' }>

/** Minutes that are signed in some fields, each signature's file named after its field. */
function signedIn(fields: readonly SignatureField[], stamps: readonly MinutesStamp[] = [], newest?: string) {
  const minutes: Sealed = {
    ...{
      kind: 'sealed',
      version: 1,
      at: now,
      docs: [],
      gap: null,
      signUntil: null,
      refused: null,
      issued: null,
    },
    number: { body: 'b', kind: 'minutes', term: 't', number: 1 },
    logHead: { seq: 1, hash: '' },
    rendered: 'rendered',
    signatures: fields.map((field) => ({ field, at: now, sha256: field, signer: 'Minh họa' })),
    stamps,
    newest: newest ?? stamps.at(-1)?.sha256 ?? fields.at(-1) ?? 'rendered',
  }
  return { ...emptyConference, minutes }
}

function stamp(kind: MinutesStamp['kind'], sha256: string, until = tenYears): MinutesStamp {
  return { kind, sha256, time: now, by: 'Minh họa', until }
}

describe('a stamp is due', () => {
  test.each([
    ['nothing before anybody has signed', signedIn([]), null],
    ['in the first signature', signedIn(['secretary']), { stamp: 'signature', field: 'secretary' }],
    ['not twice', signedIn(['secretary'], [stamp('signature', 'a')]), null],
    ['in the last signature', signedIn(['secretary', 'chair']), { stamp: 'signature', field: 'chair' }],
    [
      'over the file, once all have signed and the last signature has its own',
      signedIn(['secretary', 'chair'], [stamp('signature', 'b')]),
      { stamp: 'archive', since: now },
    ],
    [
      'over the file, too, where the last signature came with its own',
      signedIn(['secretary', 'chair'], [stamp('signature', 'chair')]),
      { stamp: 'archive', since: now },
    ],
    ['not again', signedIn(['secretary', 'chair'], [stamp('signature', 'b'), stamp('archive', 'c')]), null],
    ['never for another’s record', { ...signedIn(['secretary']), archive: {} as never }, null],
  ])('%s', (_what, state, due) => {
    expect(stampDue(state, now)).toEqual(due)
  })

  test('over the file where the last signature cannot have one', () => {
    expect(stampDue(signedIn(['secretary', 'chair']), now, 'chair')).toEqual({ stamp: 'archive', since: now })
    expect(stampDue(signedIn(['secretary']), now, 'secretary')).toBeNull()
  })
})

describe('a renewal', () => {
  const archived = signedIn(['secretary', 'chair'], [stamp('archive', 'c')])

  test('is due ninety days before the authority’s certificate ends', () => {
    const due = tenYears - 90 * DAY
    expect(renewalAt({ time: now, until: tenYears })).toBe(due)
    expect([renewalDue(archived.minutes, due - 1), renewalDue(archived.minutes, due)]).toEqual([false, true])
    expect(stampDue(archived, due)).toEqual({ stamp: 'archive', since: due })
  })

  test('is not due at once where the certificate is short, nor on the same day', () => {
    expect(renewalAt({ time: now, until: now + 60 * DAY })).toBe(now + 30 * DAY)
    expect(renewalAt({ time: now, until: now + DAY / 2 })).toBe(now + DAY)
  })
})
