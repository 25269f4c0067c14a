import type { Pen } from './pen.ts'
import type { StructureNode } from './structure.ts'

/** Annotation flag Print (ISO 32000-1, table 165). */
const PRINT = 4

/** A place on the page that leads to an address. Coordinates are points from the page's top left corner. */
export type Link = {
  readonly url: string
  /** What assistive technology reads. */
  readonly description: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Makes drawn text lead somewhere: `node`, of type Link, is the one that the text was drawn in. */
export function addLink(pen: Pen, link: Link, node: StructureNode): void {
  pen.leave()
  const element = pen.element(node)
  pen.writer.annotate(link.x, link.y, link.width, link.height, {
    Subtype: 'Link',
    F: PRINT,
    Contents: new String(link.description.normalize('NFC')),
    A: { Type: 'Action', S: 'URI', URI: new String(link.url) },
    structParent: element,
  })
  // Ended here: the reference to the annotation takes the page that is current when the element closes.
  element.end()
}
