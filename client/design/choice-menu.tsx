import type { ReactNode } from 'react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import type { Choice } from './choices.tsx'
import { Icon } from './icon.tsx'
import styles from './popover.module.css'

/** A button that opens a list of which any may hold; it stays open until it is left. */
export function ChoiceMenu({
  label,
  choices,
  chosen,
  onChange,
  isOpen,
  onOpenChange,
  children,
}: {
  readonly label: string
  readonly choices: readonly Choice[]
  readonly chosen: readonly string[]
  readonly onChange: (chosen: string[]) => void
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
  /** The button. */
  readonly children: ReactNode
}) {
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
      {children}
      <Popover className={styles.popover ?? ''} placement="bottom start">
        <Menu
          className={styles.list ?? ''}
          aria-label={label}
          selectionMode="multiple"
          shouldCloseOnSelect={false}
          selectedKeys={chosen}
          onSelectionChange={(keys) =>
            onChange(keys === 'all' ? choices.map(({ id }) => id) : [...keys].map(String))
          }
        >
          {choices.map((choice) => (
            <MenuItem key={choice.id} id={choice.id} className={styles.option ?? ''} textValue={choice.label}>
              {({ isSelected }) => (
                <>
                  <span className={styles.mark}>{isSelected && <Icon name="check" />}</span>
                  <span>{choice.label}</span>
                </>
              )}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
