import type { ReactNode } from 'react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import styles from './popover.module.css'

export interface MenuLink {
  readonly href: string
  readonly label: string
}

/** A button that opens a list of places to go to. */
export function LinkMenu({
  links,
  children,
}: {
  readonly links: readonly MenuLink[]
  /** What the button says. */
  readonly children: ReactNode
}) {
  return (
    <MenuTrigger>
      <Button tone="quiet">
        {children} <Icon name="down" />
      </Button>
      <Popover className={styles.popover ?? ''} placement="bottom end">
        <Menu className={styles.list ?? ''}>
          {links.map(({ href, label }) => (
            <MenuItem key={href} id={href} href={href} className={styles.link ?? ''} textValue={label}>
              {label}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
