import { attendanceOf } from '../../domain/attendance.ts'
import { useConference } from '../conference/context.tsx'
import { words } from '../messages/catalogue.ts'
import { count } from '../messages/format.ts'
import styles from './attendance.module.css'
import { figuresOf } from './standing.ts'

/** How many of the list are there, are not, have left; nothing where there is no list. */
export function FigureLine({ bridge }: { readonly bridge: string }) {
  const held = attendanceOf(useConference(), bridge)
  if (held.attendees.length === 0) return null
  const figures = figuresOf(held)
  const shown = (['present', 'absent', 'left', 'unmarked'] as const).filter((kind) => figures[kind] > 0)
  return (
    <ul className={styles.figures}>
      {shown.map((kind) => (
        <li key={kind}>{words.attendance.figures(words.attendance.marks[kind], count(figures[kind]))}</li>
      ))}
      {figures.proxies > 0 && (
        <li>{words.attendance.figures(words.attendance.proxies, count(figures.proxies))}</li>
      )}
    </ul>
  )
}
