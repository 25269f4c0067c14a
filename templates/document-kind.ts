/** The documents that a conference gives out, each with its place in every legal profile. */
export type DocumentKind = 'minutes' | 'synthesis' | 'attendance' | 'notice' | 'extract'
