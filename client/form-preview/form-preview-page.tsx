import { useState } from 'react'
import { useConference, useMay } from '../conference/context.tsx'
import { Button, LinkButton } from '../design/button.tsx'
import { FilterButton, Filters } from '../design/filters.tsx'
import { Notice } from '../design/notice.tsx'
import { SelectField } from '../design/select-field.tsx'
import { sentenceOf, words } from '../messages/catalogue.ts'
import { ConferenceGate, Forbidden } from '../shell/conference-gate.tsx'
import { LineState } from '../shell/line-state.tsx'
import { TopBar } from '../shell/top-bar.tsx'
import { CheckedForm } from './checked-form.tsx'
import styles from './form-preview.module.css'
import { PrescribedForm } from './prescribed-form.tsx'
import { ProfileFacts } from './profile-facts.tsx'
import { type Draft, type Kind, useDraft } from './use-form.ts'

const kinds = Object.keys(words.formPreview.kinds) as Kind[]

/** The documents as they would come out now, beside what their form prescribes and what departs from it. */
export function FormPreviewPage() {
  return (
    <ConferenceGate>
      <AtDesk />
    </ConferenceGate>
  )
}

function AtDesk() {
  const may = useMay()
  if (!may('minutes/read-unsigned')) return <Forbidden />
  return <Preview />
}

function Preview() {
  const { bridges } = useConference()
  const [kind, setKind] = useState<Kind>('minutes')
  const [bridge, setBridge] = useState(() => bridges[0]?.id ?? '')
  const { draft, again } = useDraft(kind, kind === 'extract' ? bridge : null)
  const { kindsLabel, kinds: names } = words.formPreview
  return (
    <div className={styles.page}>
      <TopBar here="/form-preview" />
      <LineState />
      <main className={styles.main}>
        <section className={styles.paper}>
          <div className={styles.choice}>
            <Filters title={kindsLabel} className={styles.kinds}>
              {kinds.map((each) => (
                <FilterButton key={each} isSelected={each === kind} onChange={() => setKind(each)}>
                  {names[each]}
                </FilterButton>
              ))}
            </Filters>
            {kind === 'extract' && (
              <SelectField
                label={words.formPreview.bridge}
                options={bridges.map(({ id, name }) => ({ id, label: name }))}
                value={bridge}
                onChange={setBridge}
              />
            )}
          </div>
          <Sheet draft={draft} kind={kind} />
        </section>
        <aside className={styles.side}>
          <section aria-labelledby="profile">
            <h2 id="profile">{words.formPreview.title}</h2>
            <ProfileFacts />
          </section>
          <CheckedForm draft={draft} />
          <div className={styles.acts}>
            <Button onPress={again} isPending={draft.kind === 'drawing'}>
              {words.formPreview.again}
            </Button>
            {draft.kind === 'drawn' && (
              <LinkButton href={draft.url} download tone="quiet">
                {words.formPreview.download}
              </LinkButton>
            )}
          </div>
          <PrescribedForm kind={kind} />
        </aside>
      </main>
    </div>
  )
}

function Sheet({ draft, kind }: { readonly draft: Draft; readonly kind: Kind }) {
  if (draft.kind === 'drawing') return <p className={styles.waiting}>{words.formPreview.drawing}</p>
  if (draft.kind === 'failed')
    return (
      <div className={styles.waiting}>
        <Notice>{sentenceOf(draft.failure)}</Notice>
      </div>
    )
  const title = words.formPreview.shown(words.formPreview.kinds[kind])
  return <iframe className={styles.sheet} title={title} src={`${draft.url}#toolbar=0&navpanes=0&view=FitH`} />
}
