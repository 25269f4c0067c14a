import type { ReactNode } from 'react'
import { FileTrigger } from 'react-aria-components'
import { Button, type ButtonProps } from './button.tsx'

/** A button that asks for one file of the device. */
export function ChooseFile({
  children,
  accept,
  onFile,
  ...button
}: Pick<ButtonProps, 'tone' | 'size' | 'isDisabled' | 'autoFocus'> & {
  readonly children: ReactNode
  /** Media types or endings: `application/pdf`, `.json`. */
  readonly accept: readonly string[]
  readonly onFile: (file: File) => void
}) {
  return (
    <FileTrigger
      acceptedFileTypes={accept}
      onSelect={(files) => {
        const [file] = files ?? []
        if (file) onFile(file)
      }}
    >
      <Button {...button}>{children}</Button>
    </FileTrigger>
  )
}
