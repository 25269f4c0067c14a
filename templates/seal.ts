/** A seal's true diameter, in mm. */
export const SEAL_MM = 36
/** What the organ's seal covers of the signature to its right. */
export const SEAL_COVERS = 1 / 3
