import { useEffect, useState } from 'react'
import type { Failure } from '../../domain/protocol.ts'
import { Button, LinkButton } from '../design/button.tsx'
import { sentenceOf, words } from '../messages/catalogue.ts'
import { signIn, tokenIn } from '../session/session.ts'
import { Message } from '../shell/message.tsx'
import { Patience } from '../shell/patience.tsx'

type Step =
  | { readonly kind: 'no-link' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'failed'; readonly failure: Failure }

/** Exchanges the token of the link for a session, and leaves no trace of the token in the address bar. */
export function SignInPage() {
  const [token, setToken] = useState(() => tokenIn(location.hash))
  const [step, setStep] = useState<Step>({ kind: token === null ? 'no-link' : 'checking' })
  const [attempt, setAttempt] = useState(0)

  useEffect(() => {
    const pasted = () => {
      setToken(tokenIn(location.hash))
      setAttempt((count) => count + 1)
    }
    addEventListener('hashchange', pasted)
    return () => removeEventListener('hashchange', pasted)
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt signs in again with the same token
  useEffect(() => {
    if (token === null) return
    let current = true
    setStep({ kind: 'checking' })
    void signIn(token).then((answer) => {
      if (!current) return
      if (answer.ok) location.replace(answer.value.home)
      else setStep({ kind: 'failed', failure: answer })
    })
    return () => {
      current = false
    }
  }, [token, attempt])

  if (step.kind === 'checking') return <Patience>{words.signIn.checking}</Patience>
  if (step.kind === 'failed')
    return <Refused failure={step.failure} again={() => setAttempt((count) => count + 1)} />
  return (
    <Message title={words.signIn.title} acts={<VerifyLink />}>
      <p>{words.signIn.lead}</p>
      <Steps steps={words.signIn.steps} />
    </Message>
  )
}

function Refused({ failure, again }: { readonly failure: Failure; readonly again: () => void }) {
  const invalid = failure.code === 'access/link-invalid' || failure.code === 'request/malformed'
  if (invalid)
    return (
      <Message title={words.signIn.invalidTitle} acts={<VerifyLink />}>
        <p role="alert">{words.signIn.invalid}</p>
        <Steps steps={words.signIn.invalidSteps} />
      </Message>
    )
  return (
    <Message
      title={words.signIn.failedTitle}
      acts={
        <Button tone="primary" onPress={again} autoFocus>
          {words.signIn.again}
        </Button>
      }
    >
      <p role="alert">{sentenceOf(failure)}</p>
    </Message>
  )
}

function Steps({ steps }: { readonly steps: readonly string[] }) {
  return (
    <ol>
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  )
}

function VerifyLink() {
  return (
    <LinkButton href="/verify" tone="quiet">
      {words.signIn.verify}
    </LinkButton>
  )
}
