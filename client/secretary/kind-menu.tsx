import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { contributionKinds } from '../../domain/contributions.ts'
import { Button } from '../design/button.tsx'
import { Icon } from '../design/icon.tsx'
import popover from '../design/popover.module.css'
import { words } from '../messages/catalogue.ts'
import styles from './topic-chips.module.css'
import type { Classification } from './use-classification.ts'

/** What the chosen contribution does: agree, propose, ask…; choosing the same again takes it back. */
export function KindMenu({ classification }: { readonly classification: Classification }) {
  const { kind, setKind, menu, openMenu, editable } = classification
  const shown =
    kind === null ? words.secretary.kindNone : words.secretary.kindChosen(words.secretary.kinds[kind])
  if (!editable) return kind === null ? null : <li className={styles.chip}>{shown}</li>
  return (
    <li>
      <MenuTrigger isOpen={menu === 'kind'} onOpenChange={(isOpen) => openMenu(isOpen ? 'kind' : null)}>
        <Button
          size="small"
          keys="Alt L"
          aria-keyshortcuts="Alt+L"
          className={kind === null ? (styles.add ?? '') : (styles.kind ?? '')}
        >
          {shown}
        </Button>
        <Popover className={popover.popover ?? ''} placement="bottom start">
          <Menu
            className={popover.list ?? ''}
            aria-label={words.secretary.kind}
            selectionMode="single"
            selectedKeys={kind === null ? [] : [kind]}
            onSelectionChange={(keys) => {
              const [chosen] = keys === 'all' ? [] : keys
              setKind(contributionKinds.find((known) => known === chosen) ?? null)
            }}
          >
            {contributionKinds.map((known) => (
              <MenuItem
                key={known}
                id={known}
                className={popover.option ?? ''}
                textValue={words.secretary.kinds[known]}
              >
                {({ isSelected }) => (
                  <>
                    <span className={popover.mark}>{isSelected && <Icon name="check" />}</span>
                    <span>{words.secretary.kinds[known]}</span>
                  </>
                )}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
    </li>
  )
}
