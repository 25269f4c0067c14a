/** Standard structure types of ISO 32000-1, 14.8.4 that the documents use. */
export type StructureType =
  | 'Document'
  | 'Sect'
  | 'H1'
  | 'H2'
  | 'H3'
  | 'H4'
  | 'P'
  | 'BlockQuote'
  | 'Table'
  | 'TR'
  | 'TH'
  | 'TD'
  | 'Form'

/** A place in the logical structure. Nodes enter the file in the order in which their content is drawn. */
export type StructureNode = {
  readonly type: StructureType
  readonly parent: StructureNode | null
  readonly scope?: 'Column' | 'Row'
  /** Alternative description, for nodes whose content is not text. */
  readonly alt?: string
}

export function node(
  type: StructureType,
  parent: StructureNode,
  extra: { scope?: 'Column'; alt?: string } = {},
) {
  return { type, parent, ...extra } satisfies StructureNode
}
