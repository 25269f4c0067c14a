import { useState } from 'react'
import { useConnection } from '../conference/context.tsx'
import { Button } from '../design/button.tsx'
import { Confirmation } from '../design/dialog.tsx'
import { Notice } from '../design/notice.tsx'
import { sentenceOf, words } from '../messages/catalogue.ts'
import { ask } from '../session/ask.ts'
import styles from './invitation-table.module.css'
import type { InvitationLine } from './invitation-words.ts'
import type { Invitation } from './use-invitations.ts'

type Line = { readonly invitation: Invitation; readonly line: InvitationLine }

/** The links, one a line, each to be revoked. */
export function InvitationTable({
  lines,
  reload,
}: {
  readonly lines: readonly Line[]
  readonly reload: () => Promise<void>
}) {
  const { conference } = useConnection()
  const [revoking, setRevoking] = useState<Line | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const revoke = async (id: string) => {
    const answer = await ask(`/api/conferences/${conference}/invitations/${id}`, { method: 'DELETE' })
    setProblem(answer.ok ? null : sentenceOf(answer))
    await reload()
  }
  return (
    <>
      {problem && <Notice onDismiss={() => setProblem(null)}>{problem}</Notice>}
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{words.organiser.who}</th>
              <th scope="col">{words.organiser.role}</th>
              <th scope="col">{words.organiser.bridge}</th>
              <th scope="col">{words.organiser.state}</th>
              <th scope="col">
                <span className={styles.unseen}>{words.organiser.act}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ invitation, line }) => (
              <tr key={invitation.id} data-kind={line.kind}>
                <th scope="row">
                  {line.who}
                  {line.title && <small>{line.title}</small>}
                </th>
                <td>{line.role}</td>
                <td>{line.bridge}</td>
                <td>{line.state}</td>
                <td>
                  {line.kind !== 'revoked' && (
                    <Button
                      size="small"
                      aria-label={words.organiser.revokeOf(line.who)}
                      onPress={() => setRevoking({ invitation, line })}
                    >
                      {words.organiser.revoke}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Confirmation
        title={words.organiser.revokeTitle(revoking?.line.who ?? '')}
        consequences={words.organiser.revokeConsequences}
        act={words.organiser.revoke}
        final
        isOpen={revoking !== null}
        onClose={() => setRevoking(null)}
        onConfirm={async () => {
          if (revoking) await revoke(revoking.invitation.id)
        }}
      />
    </>
  )
}
