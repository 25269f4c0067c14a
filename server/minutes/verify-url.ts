/** Letters of the log's hash in the link: enough to tell one record from another, few enough for a small code. */
const HASH_LETTERS = 16

/** Where anyone can have a version of the minutes checked; `logHash` is that of the entry that sealed it. */
export type VerifyUrl = (conference: string, version: number, logHash: string) => string

/** Links to the page of checking at this origin. */
export function verifyUrlAt(origin: string): VerifyUrl {
  return (conference, version, logHash) => {
    const query = new URLSearchParams({
      c: conference,
      v: String(version),
      h: logHash.slice(0, HASH_LETTERS),
    })
    return `${origin}/verify?${query}`
  }
}
