import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openToken, type TokenChoice } from '../../server/signing/signers/pkcs11.ts'
import { preparedPdf } from './prepared-pdf.ts'
import { codes, judge, makeAuthority, signAs } from './signed-pdf.ts'
import { type SoftToken, softToken } from './soft-token.ts'

const authority = makeAuthority()
const commonName = 'Thư ký (minh họa)'
let token: SoftToken

beforeAll(() => {
  token = softToken()
  Object.assign(process.env, token.env)
  for (const [index, key] of (['rsa', 'p256', 'p384'] as const).entries()) {
    const { key: privateKey, chain } = authority.issue({ commonName, key })
    token.add(`khoa-${key}`, `a${index}`, privateKey, chain.slice(0, 1))
  }
})
afterAll(() => token.remove())

const open = (choice: Partial<TokenChoice> = {}, pin = token.pin) =>
  openToken({ module: token.module, token: token.label, ...choice }, pin)

describe('a key on a token', () => {
  test.each([
    [{ label: 'khoa-rsa' }, 'RSA 2048 PKCS#1 SHA-256'],
    [{ label: 'khoa-rsa', scheme: 'rsa-pss' }, 'RSA 2048 PSS SHA-256'],
    [{ label: 'khoa-p256' }, 'ECDSA P-256 SHA-256'],
    [{ id: 'A2' }, 'ECDSA P-384 SHA-384'],
  ] as const)('signs: %o', async (choice, algorithm) => {
    const signer = await open(choice)
    try {
      const pdf = await preparedPdf({ fields: { secretary: commonName } })
      const verdict = judge(await signAs(pdf, 'secretary', signer), [authority.rootPem])
      expect(codes(verdict)).toEqual([])
      expect(verdict.signatures).toMatchObject([{ signer: commonName, algorithm, trusted: true }])
    } finally {
      signer.close()
    }
  })

  test('is not guessed where there are several, and not found where there is none', async () => {
    await expect(open()).rejects.toMatchObject({
      code: 'signing/token-key',
      detail: { certificates: expect.arrayContaining(['khoa-rsa', 'khoa-p256', 'khoa-p384']) },
    })
    await expect(open({ label: 'khoa-khac' })).rejects.toMatchObject({ code: 'signing/token-key' })
    await expect(open({ token: 'Thiết bị khác' })).rejects.toMatchObject({ code: 'signing/token-absent' })
    await expect(open({ module: '/khong/co.so' })).rejects.toMatchObject({ code: 'signing/token-module' })
  })

  test('stays locked without its PIN, and can be opened again after a wrong one', async () => {
    await expect(open({ label: 'khoa-p256' }, '000000')).rejects.toMatchObject({ code: 'signing/token-pin' })
    const signer = await open({ label: 'khoa-p256' })
    signer.close()
  })
})
