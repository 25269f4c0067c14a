import { describe, expect, it } from 'vitest'
import { mayCommand } from '../../domain/authority.ts'
import type { Command } from '../../domain/commands.ts'
import { type Grant, may, type Right, rights, systemMay } from '../../domain/rights.ts'
import { ask, central, deskOf, hall, organiser, prepared, START, stranger } from './small-conference.ts'

const OTHER = 'ha-noi'
const OWN = 'son-la'

/** Columns: who, and at which bridge; the matter is Sơn La's. */
const holders: readonly (readonly [string, Grant])[] = [
  ['organiser', { role: 'organiser', bridge: null }],
  ...(
    [
      ['central', central],
      ['own', OWN],
      ['other', OTHER],
    ] as const
  ).flatMap(([place, bridge]) =>
    (['chair', 'secretary', 'technician', 'delegate', 'observer', 'hall'] as const).map(
      (role) => [`${role}@${place}`, { role, bridge }] as const,
    ),
  ),
]

/** Who holds the right in a matter of Sơn La's, in words. */
function whoMay(right: Right): string {
  const people = holders.filter(([, grant]) => may([grant], right, OWN, central)).map(([name]) => name)
  return `${right}: ${[...(systemMay(right) ? ['system'] : []), ...people].join(', ')}`
}

describe('rights', () => {
  it('are held, in a matter of one province’s bridge, by these and nobody else', () => {
    expect(`\n${(Object.keys(rights) as Right[]).map(whoMay).join('\n')}\n`).toMatchInlineSnapshot(`
      "
      conference/create: system, organiser
      conference/open: organiser, chair@central
      conference/conclude: chair@central
      role/grant: system, organiser
      role/revoke: organiser
      hall/announce: system
      hall/approve: organiser, chair@central, secretary@central, technician@central, chair@own, secretary@own, technician@own
      hall/revoke: organiser, chair@central, secretary@central, technician@central, chair@own, secretary@own, technician@own
      line/report: system
      rehearsal/report: hall@own
      rehearsal/see: organiser, chair@central, secretary@central, technician@central, chair@own, secretary@own, technician@own, hall@own
      floor/request: chair@own, secretary@own, technician@own, hall@own
      floor/withdraw: chair@central, chair@own, secretary@own, technician@own, hall@own
      floor/move: chair@central
      floor/call: chair@central
      floor/extend: chair@central
      floor/yield: chair@own, secretary@own, technician@own, hall@own
      floor/take-back: chair@central
      floor/cut: chair@central, technician@central
      floor/restore: chair@central
      stage/direct: chair@central, technician@central
      stage/preview: chair@central, technician@central
      screen/share: chair@own, hall@own
      screen/stop: system, chair@central, technician@central, chair@own, hall@own
      technical/see: organiser, chair@central, technician@central
      topic/edit: organiser, chair@central, secretary@central
      contribution/file: secretary@central, chair@own, secretary@own
      contribution/classify: chair@central, secretary@central
      contribution/confirm: chair@own, secretary@own
      contribution/attribute: secretary@central
      contribution/rearrange: secretary@central
      contribution/attach: secretary@central, chair@own, secretary@own
      contribution/write: secretary@central, secretary@own
      contribution/read: organiser, chair@central, secretary@central, chair@own, secretary@own
      confirmation/propose: chair@own, secretary@own
      confirmation/settle: secretary@central
      confirmation/ask: organiser, chair@central, secretary@central
      ledger/declare-none: secretary@central, chair@own, secretary@own
      ledger/remind: organiser, chair@central, secretary@central
      ledger/see: organiser, chair@central, secretary@central, chair@own, secretary@own
      synthesis/arrange: organiser, secretary@central
      synthesis/answer: organiser, chair@central
      synthesis/see: organiser, chair@central, secretary@central
      attendance/mark: organiser, secretary@central, chair@own, secretary@own, technician@own
      vote/hold: chair@central, secretary@central
      vote/cast: chair@own, secretary@own, delegate@own
      vote/count-hands: chair@own, secretary@own
      conclusion/edit: organiser, chair@central, secretary@central
      review/comment: organiser, chair@central, secretary@central, chair@own, secretary@own
      review/lock: secretary@central, secretary@own
      review/restore: secretary@central
      review/draft: system, secretary@central
      recording/order: chair@central
      recording/keep: system
      recording/hear: organiser, chair@central, secretary@central
      record/write: secretary@central
      record/read: organiser, chair@central, secretary@central
      minutes/seal: chair@central
      minutes/reopen: chair@central
      minutes/rendered: system
      minutes/sign-secretary: secretary@central
      minutes/sign-chair: chair@central
      minutes/sign-organ: secretary@central
      minutes/stamped: system
      minutes/ask-signatures: organiser, chair@central, secretary@central
      minutes/issue: organiser, chair@central, secretary@central
      minutes/read-unsigned: organiser, chair@central, secretary@central
      minutes/read: organiser, chair@central, secretary@central, chair@own, secretary@own, chair@other, secretary@other
      minutes/propose-correction: secretary@central, chair@own, secretary@own
      people/see: organiser, chair@central, secretary@central, technician@central, chair@own, secretary@own, technician@own
      log/export: organiser, chair@central, secretary@central
      "
    `)
  })

  it('do not come with an observer’s seat anywhere, and with a delegate’s only that to vote at home', () => {
    for (const right of Object.keys(rights) as Right[])
      for (const role of ['delegate', 'observer'] as const)
        for (const bridge of [central, OWN]) {
          const votes = role === 'delegate' && right === 'vote/cast' && bridge === OWN
          expect(may([{ role, bridge }], right, OWN, central)).toBe(votes)
        }
  })

  it('in a matter of no bridge belong to the centre alone', () => {
    for (const right of Object.keys(rights) as Right[]) {
      if (right === 'minutes/read') continue
      for (const [name, grant] of holders)
        if (!name.endsWith('@central') && name !== 'organiser')
          expect(may([grant], right, null, central)).toBe(false)
    }
  })

  it('of a hall begin with its approval and end with its revocation', () => {
    const request: Command = {
      type: 'floor/request',
      bridge: OWN,
      speaker: { name: 'Đại biểu', title: null },
      topics: [],
    }
    const [approved, other] = [hall(OWN, 'approved'), hall(OWN, 'other')]
    expect(mayCommand(prepared.state, approved, request)).toBe(true)
    expect(mayCommand(prepared.state, other, request)).toBe(false)
    const device = 'device' in other ? other.device : ''
    const swapped = ask(prepared, organiser, { type: 'hall/approve', bridge: OWN, device }, START)
    expect(mayCommand(swapped.state, other, request)).toBe(true)
    expect(mayCommand(swapped.state, approved, request)).toBe(false)
    const closed = ask(swapped, organiser, { type: 'hall/revoke', bridge: OWN, device }, START)
    expect(mayCommand(closed.state, other, request)).toBe(false)
    expect(mayCommand(swapped.state, hall(OTHER, 'approved'), request)).toBe(false)
  })

  it('of a person begin and end with the role', () => {
    const open = { type: 'conference/open' } as const
    const grant = { role: 'chair', bridge: central } as const
    const named = { name: 'Người lạ', title: null }
    expect(mayCommand(prepared.state, stranger, open)).toBe(false)
    const granted = ask(prepared, organiser, { type: 'role/grant', person: 'nguoi-la', named, grant }, START)
    expect(mayCommand(granted.state, stranger, open)).toBe(true)
    const revoked = ask(granted, organiser, { type: 'role/revoke', person: 'nguoi-la', grant }, START)
    expect(mayCommand(revoked.state, stranger, open)).toBe(false)
    expect(revoked.state.people['nguoi-la']).toBeUndefined()
  })

  it('to sign go with the field: the secretary’s to a secretary, the chair’s to the chair', () => {
    const sign = (field: 'secretary' | 'chair') =>
      ({
        type: 'minutes/signed',
        version: 1,
        field,
        base: '0'.repeat(64),
        sha256: '1'.repeat(64),
        size: 1,
        signer: 'Thư ký (minh họa)',
        certificate: '2'.repeat(64),
      }) as const
    const table = (['secretary', 'chair'] as const).map((role) =>
      (['secretary', 'chair'] as const).map((field) =>
        mayCommand(prepared.state, deskOf(central, role), sign(field)),
      ),
    )
    expect(table).toEqual([
      [true, false],
      [false, true],
    ])
    expect(mayCommand(prepared.state, deskOf(OWN, 'secretary'), sign('secretary'))).toBe(false)
  })
})
