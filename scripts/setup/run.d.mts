/** Absolute path of the checkout. */
export const root: string

/** PATH that finds the machine's own programs, the Node that started the set-up included. */
export function systemPath(path?: string): string
