import type { Role } from '../../domain/rights.ts'

/** Somebody of the demonstration. Nobody real: every name says so. */
export interface DemoPerson {
  readonly id: string
  readonly name: string
  readonly title: string | null
  readonly role: Role
  /** Null for the organiser. */
  readonly bridge: string | null
  /** What the printed link is called. */
  readonly label: string
}

/** The provincial bridges whose hall, chair and secretary get a link. */
export const demoBridges = ['dien-bien', 'son-la', 'ha-noi'] as const

export const demoOrganiser = { id: 'demo-organiser', name: 'Đơn vị tổ chức (minh họa)' } as const

/** Chair and two secretaries of the central bridge, chair and secretary of three provinces. */
export function demoPeople(central: string, nameOf: (bridge: string) => string): readonly DemoPerson[] {
  const at = (bridge: string, role: Role, suffix: string, name: string, label: string): DemoPerson => ({
    id: `demo-${bridge}-${suffix}`,
    name,
    title: null,
    role,
    bridge,
    label,
  })
  return [
    at(central, 'chair', 'chair', 'Chủ trì (minh họa)', 'Chủ trì Trung ương'),
    at(central, 'secretary', 'secretary-1', 'Thư ký (minh họa)', 'Thư ký Trung ương 1'),
    at(central, 'secretary', 'secretary-2', 'Thư ký thứ hai (minh họa)', 'Thư ký Trung ương 2'),
    ...demoBridges.flatMap((bridge) => [
      at(bridge, 'chair', 'chair', `Chủ trì ${nameOf(bridge)} (minh họa)`, `Chủ trì ${nameOf(bridge)}`),
      at(bridge, 'secretary', 'secretary', `Thư ký ${nameOf(bridge)} (minh họa)`, `Thư ký ${nameOf(bridge)}`),
    ]),
  ]
}
