import { Button } from '../design/button.tsx'
import { Facts } from '../design/facts.tsx'
import { Tag } from '../design/tag.tsx'
import { sentenceOf, words } from '../messages/catalogue.ts'
import { fileSize } from '../messages/format.ts'
import type { Check } from './use-check.ts'
import { fieldName, isDemonstration, isUnsigned, placesOf, stateOf } from './verdict.ts'
import { type Outcomes, VerdictSign } from './verdict-sign.tsx'
import styles from './verify.module.css'

type Begun = Exclude<Check, { kind: 'nothing' }>

/** What came of it, in one word and one sentence. */
export function Outcome({ check, again }: { readonly check: Begun; readonly again: (file: File) => void }) {
  switch (check.kind) {
    case 'checking':
      return <Said sign="checking" title={words.verify.checking} what={words.verify.checkingWhat} />
    case 'unfit':
      return (
        <Said
          sign="open"
          title={words.verify.problem[check.problem]}
          what={words.verify.problem[`${check.problem}-what`]}
        />
      )
    case 'failed':
      return (
        <>
          <Said
            sign="open"
            title={words.verify.failed}
            what={`${whyNot(check)} ${words.verify.failedWhat}`}
          />
          <div className={styles.acts}>
            <Button tone="primary" onPress={() => again(check.file)} autoFocus>
              {words.verify.again}
            </Button>
          </div>
        </>
      )
    case 'checked': {
      const { verdict, requiredFields, signatures } = check.verdict
      if (isUnsigned(check.verdict))
        return <Said sign="open" title={words.verify.unsigned} what={words.verify.unsignedWhat} />
      const wrong = placesOf(check.verdict)
        .filter((place) => stateOf(place, check.verdict) === 'wrong')
        .map(({ field }) => fieldName(field))
      const signed = signatures.filter((each) => requiredFields.includes(each.field)).length
      return (
        <>
          <Said
            sign={({ valid: 'right', 'untrusted-or-incomplete': 'open', invalid: 'wrong' } as const)[verdict]}
            title={words.verify.verdicts[verdict]}
            what={words.verify.verdictWhat[verdict]}
          />
          {verdict === 'invalid' && wrong.length > 0 && (
            <p className={styles.count}>{words.verify.wrongSignatures(wrong.join(', '))}</p>
          )}
          {verdict !== 'invalid' && requiredFields.length > 0 && (
            <p className={styles.count}>{words.verify.signedOf(signed, requiredFields.length)}</p>
          )}
          {isDemonstration(check.verdict) && (
            <div className={styles.demonstration}>
              <Tag tone="demonstration">{words.common.demonstration}</Tag>
              <p>{words.verify.demonstration}</p>
            </div>
          )}
        </>
      )
    }
  }
}

function Said({
  sign,
  title,
  what,
}: {
  readonly sign: Outcomes
  readonly title: string
  readonly what: string
}) {
  return (
    <div className={styles.outcome} data-sign={sign}>
      <VerdictSign of={sign} />
      <h2>{title}</h2>
      <p>{what}</p>
    </div>
  )
}

function whyNot({ failure }: Extract<Check, { kind: 'failed' }>): string {
  const own: Readonly<Record<string, string>> = words.verify.failures
  return Object.hasOwn(own, failure.code) ? (own[failure.code] as string) : sentenceOf(failure)
}

/** Which file this is about. */
export function FileLine({ check }: { readonly check: Begun }) {
  const facts = [
    {
      name: words.verify.file,
      value: (
        <>
          <b>{check.file.name}</b> · {fileSize(check.file.size)}
        </>
      ),
    },
  ]
  if (check.kind === 'checked' && check.sha256)
    facts.push({ name: words.verify.sha256, value: <code className={styles.hash}>{check.sha256}</code> })
  return <Facts of={facts} />
}
