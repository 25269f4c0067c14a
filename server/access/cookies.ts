/** One cookie per sign-in, so that a person may be chair in one tab and a hall in another. */
const PREFIX = 'dc-'

export function cookieName(slot: string): string {
  return `${PREFIX}${slot}`
}

/** Every session token that a browser holds. */
export function sessionTokens(cookies: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.entries(cookies).flatMap(([name, value]) => (name.startsWith(PREFIX) && value ? [value] : []))
}

/** The token of the sign-in that the page names by its slot; without a slot, of the only one there is. */
export function chooseToken(
  cookies: Readonly<Record<string, string | undefined>>,
  slot: string | undefined,
): string | undefined {
  if (slot !== undefined) return cookies[cookieName(slot)]
  const tokens = sessionTokens(cookies)
  return tokens.length === 1 ? tokens[0] : undefined
}
