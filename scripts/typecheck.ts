import { runProgram } from './run-program.ts'

/** Folders with a tsconfig.json of their own: what they may use differs (DOM, Node, neither). */
const projects = ['domain', 'client', '.']

/** Checks the types of every part; prints what is wrong. Resolves to whether nothing is. */
export async function typesAreRight(): Promise<boolean> {
  const statuses = await Promise.all(projects.map((project) => runProgram('tsc', ['-p', project])))
  return statuses.every((status) => status === 0)
}

if (import.meta.main) process.exitCode = (await typesAreRight()) ? 0 : 1
