import { Component, type ReactNode } from 'react'
import { Button } from '../design/button.tsx'
import { words } from '../messages/catalogue.ts'
import { Message } from './message.tsx'

/** Catches what broke while drawing, so that the reader is never left with an empty page. */
export class Failed extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <Message
        title={words.gate.broken}
        acts={
          <Button tone="primary" onPress={() => location.reload()}>
            {words.gate.reload}
          </Button>
        }
      >
        {words.gate.brokenWhat}
      </Message>
    )
  }
}
