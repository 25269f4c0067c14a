import { useState } from 'react'
import { Button } from '../design/button.tsx'
import { Confirmation } from '../design/dialog.tsx'
import { words } from '../messages/catalogue.ts'
import { signOut } from '../session/session.ts'

/** Ends the sign-in on this device; asks, since the way back is the invitation link. */
export function SignOut() {
  const [open, setOpen] = useState(false)
  const leave = async () => {
    await signOut()
    location.assign('/vao')
  }
  return (
    <>
      <Button tone="quiet" size="small" onPress={() => setOpen(true)}>
        {words.common.signOut}
      </Button>
      <Confirmation
        title={words.common.signOutTitle}
        consequences={words.common.signOutConsequences}
        act={words.common.signOut}
        isOpen={open}
        onClose={() => setOpen(false)}
        onConfirm={leave}
      />
    </>
  )
}
