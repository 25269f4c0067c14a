/** The documents that a conference gives out, each with its place in every legal profile. */
export const documentKinds = ['minutes', 'synthesis', 'attendance', 'notice', 'extract'] as const
export type DocumentKind = (typeof documentKinds)[number]
