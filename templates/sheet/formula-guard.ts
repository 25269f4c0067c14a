/**
 * Whether a spreadsheet might take a text for a formula, which can fetch and send: OWASP names these beginnings, in
 * their full-width forms too.
 */
export function looksLikeFormula(text: string): boolean {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text)
}
