/** Standard structure types of ISO 32000-1, 14.8.4 that the documents use. */
export type StructureType =
  | 'Document'
  | 'Sect'
  | 'H1'
  | 'H2'
  | 'H3'
  | 'H4'
  | 'P'
  | 'L'
  | 'LI'
  | 'Lbl'
  | 'LBody'
  | 'BlockQuote'
  | 'Table'
  | 'TR'
  | 'TH'
  | 'TD'
  | 'Link'
  | 'Figure'
  | 'Form'

/** A place in the logical structure. Nodes enter the file in the order in which their content is drawn. */
export type StructureNode = {
  readonly type: StructureType
  readonly parent: StructureNode | null
  readonly scope?: 'Column' | 'Row'
  /** How the items of a list are labelled (ISO 32000-1, table 347). */
  readonly numbering?: 'None' | 'Decimal'
  /** Alternative description, for nodes whose content is not text. */
  readonly alt?: string
  /** What a heading is called among the bookmarks. */
  readonly title?: string
}

export function node(
  type: StructureType,
  parent: StructureNode,
  extra: Pick<StructureNode, 'scope' | 'numbering' | 'alt' | 'title'> = {},
) {
  return { type, parent, ...extra } satisfies StructureNode
}
