/** Letters of a name that are kept. */
const MOST = 80

/** A name as every file system takes it: Vietnamese without its marks, lower case, words joined by hyphens. */
export function plainName(name: string): string {
  const plain = name
    .replaceAll(/[đĐ]/g, 'd')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
  return plain.slice(0, MOST).replaceAll(/^-+|-+$/g, '') || 'tep'
}

/** `path` where it is free, else with a number before its extension; it is then taken. */
export function freePath(path: string, taken: Set<string>): string {
  const [, stem = path, extension = ''] = /^(.+?)(\.[a-z0-9]+)?$/.exec(path) ?? []
  let free = path
  for (let count = 2; taken.has(free); count++) free = `${stem}-${count}${extension}`
  taken.add(free)
  return free
}

/** `plainName` of a file, which keeps its extension where it is one. */
export function plainFileName(name: string): string {
  const [, stem = name, extension] = /^(.+)\.([A-Za-z0-9]{1,8})$/.exec(name) ?? []
  return extension ? `${plainName(stem)}.${extension.toLowerCase()}` : plainName(name)
}
