import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'

const linesMax = { code: 400, test: 600 }
const isOurs = /^(src|web|sandbox|simulation|bench|scripts|test)\/.*\.(ts|tsx|astro|css|js|mjs)$/
const isGenerated = /^src\/platform\/db\/schema\.ts$/
const isTest = /\.test\.tsx?$/

/** Drawers have no noun: what is in them belongs to somebody. */
const drawer = /(^|\/)(utils?|helpers?|common|services?|misc|shared|types)(\/|\.tsx?$)/

/** Every tracked or new file of ours that is longer than it may be, or lies in a nameless drawer. */
export async function sizeFaults(root: string): Promise<string[]> {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root })
  const files = listed
    .toString()
    .split('\n')
    .filter((file) => isOurs.test(file) && !isGenerated.test(file))
  const faults = await Promise.all(files.map((file) => faultsOf(root, file)))
  return faults.flat()
}

async function faultsOf(root: string, file: string): Promise<string[]> {
  const text = await readFile(`${root}/${file}`, 'utf8').catch(() => '')
  const lines = text.split('\n').length
  const max = isTest.test(file) ? linesMax.test : linesMax.code
  return [
    ...(lines > max ? [`${file} has ${lines} lines, ${max} are allowed: which second noun does it hold?`] : []),
    ...(drawer.test(file) ? [`${file} lies in a drawer without a noun`] : []),
  ]
}
