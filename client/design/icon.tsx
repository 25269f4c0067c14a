import styles from './icon.module.css'

/** Outlines on a grid of 24; each stands beside a word, never alone. */
const shapes = {
  microphone: 'M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3ZM5 11a7 7 0 0 0 14 0M12 18v3',
  'microphone-closed':
    'M9 8.500V6a3 3 0 0 1 6 0v5M14.500 13.200A3 3 0 0 1 9 11M5 11a7 7 0 0 0 11.200 5.600M19 11v1M12 18v3M4 3l17 18',
  'line-cut': 'M3 12h6M15 12h6M10 6 9 18M15 6l-1 12',
  check: 'M4 12.500 9.500 18 20 7',
  cross: 'M6 6l12 12M18 6 6 18',
  lock: 'M5 11h14v9H5zM8 11V8a4 4 0 0 1 8 0v3',
  document: 'M6 3h9l4 4v14H6zM14 3v5h5M9 13h7M9 17h7',
  pen: 'M4 20l1-5L16 4l4 4L9 19z',
  up: 'M6 15l6-6 6 6',
  down: 'M6 9l6 6 6-6',
  camera: 'M3 7h12v10H3zM15 11l6-3v8l-6-3',
  screen: 'M3 4h18v13H3zM12 17v4M8 21h8M12 13V8M9 11l3-3 3 3',
  eye: 'M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12ZM12 9.500a2.500 2.500 0 1 1 0 5 2.500 2.500 0 0 1 0-5Z',
  pin: 'M9 3h6l-1 6 3 3v2H7v-2l3-3zM12 14v7',
  previous: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  'layout-follow':
    'M3 5h18v14H3zM12 8.500a2.250 2.250 0 0 1 0 4.500 2.250 2.250 0 0 1 0-4.500ZM7.500 19c0-2.500 2-4 4.500-4s4.500 1.500 4.500 4',
  'layout-one': 'M3 5h18v14H3z',
  'layout-two': 'M2 7.500h9.250v9H2zM12.750 7.500H22v9h-9.250z',
  'layout-four':
    'M3 4.500h8.250v6.750H3zM12.750 4.500H21v6.750h-8.250zM3 12.750h8.250v6.750H3zM12.750 12.750H21v6.750h-8.250z',
  'layout-document': 'M3 4h12v16H3zM6 8h6M6 12h6M6 16h4M17.500 14H22v6h-4.500z',
  warning: 'M12 4 2.500 20h19zM12 10v5M12 17.500v.5',
} as const

export type IconName = keyof typeof shapes

export function Icon({ name, className }: { readonly name: IconName; readonly className?: string }) {
  return (
    <svg className={`${styles.icon} ${className ?? ''}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={shapes[name]} />
    </svg>
  )
}
