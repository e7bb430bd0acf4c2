import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * Builds the web parts whose sources have changed since their last build. `npm run build` builds them all;
 * `npm start` and `npm test` only what is stale.
 */
const root = join(import.meta.dirname, '..')

type Part = { name: string; config: string; sources: readonly string[]; command: readonly string[] }

const sharedSources = ['web/ui', 'texts', 'package-lock.json']

const parts: readonly Part[] = [
  {
    name: 'shop',
    config: 'web/shop/astro.config.ts',
    sources: ['web/shop', ...sharedSources],
    command: ['node_modules/astro/bin/astro.mjs', 'build', '--root', 'web/shop', '--silent'],
  },
  {
    name: 'office',
    config: 'web/office/vite.config.ts',
    sources: ['web/office', 'api', ...sharedSources],
    command: ['node_modules/vite/bin/vite.js', 'build', 'web/office', '--logLevel', 'warn'],
  },
]

const waitForOtherBuildMs = 300_000

/** The message is the builder's own words; a stack of ours would only hide them. */
export class BuildFault extends Error {
  override readonly name = 'BuildFault'
}

export type BuildOptions = { isForced?: boolean; onBuild?: (names: readonly string[]) => void }

/** Answers the names of what it built. Throws with the builder's own words when one fails. */
export async function buildWeb({ isForced = false, onBuild }: BuildOptions = {}): Promise<string[]> {
  if (!isForced && (await staleParts()).length === 0) return []
  const release = await takeBuildLock()
  try {
    // Asked again: another process may have built while this one waited.
    const stale = isForced ? await fingerprinted() : await staleParts()
    if (stale.length > 0) onBuild?.(stale.map(({ part }) => part.name))
    const builds = await Promise.allSettled(stale.map(({ part, fingerprint }) => build(part, fingerprint)))
    const faults = builds.flatMap((outcome) => (outcome.status === 'rejected' ? [String(outcome.reason.message)] : []))
    if (faults.length > 0) throw new BuildFault(faults.join('\n'))
    return stale.map(({ part }) => part.name)
  } finally {
    release()
  }
}

type Fingerprinted = { part: Part; fingerprint: string }

const fingerprinted = (): Promise<Fingerprinted[]> =>
  Promise.all(
    parts
      .filter(({ config }) => existsSync(join(root, config)))
      .map(async (part) => ({ part, fingerprint: await fingerprintOf(part) })),
  )

async function staleParts(): Promise<Fingerprinted[]> {
  const all = await fingerprinted()
  const built = await Promise.all(all.map(({ part }) => readFile(markOf(part), 'utf8').catch(() => '')))
  return all.filter(({ part, fingerprint }, index) => built[index] !== fingerprint || !existsSync(folderOf(part)))
}

const folderOf = ({ name }: Part): string => join(root, 'dist', name)
/** Beside the folder, because builders empty it. */
const markOf = (part: Part): string => `${folderOf(part)}.built`

async function fingerprintOf({ sources, command }: Part): Promise<string> {
  const hash = createHash('sha256').update(command.join(' '))
  for (const source of sources)
    for (const file of await filesOf(join(root, source))) {
      hash.update(`\0${relative(root, file).split(sep).join('/')}\0`).update(await readFile(file))
    }
  return hash.digest('hex')
}

async function filesOf(path: string): Promise<string[]> {
  if (!existsSync(path)) return []
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => undefined)
  if (!entries) return [path]
  const isSource = (file: string): boolean =>
    !/(^|[\\/])(node_modules|\.astro|dist)([\\/]|$)|\.test\.tsx?$/.test(relative(root, file))
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(isSource)
    .sort()
}

async function build(part: Part, fingerprint: string): Promise<void> {
  await rm(markOf(part), { force: true })
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NODE_ENV: 'production', ASTRO_TELEMETRY_DISABLED: '1', NO_COLOR: '1' }
    execFile(process.execPath, part.command, { cwd: root, env, maxBuffer: 10_000_000 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`The ${part.name} could not be built:\n${stdout}${stderr}`))
      else resolve(writeFile(markOf(part), fingerprint))
    })
  })
}

/** SQLite's lock on an empty file: freed by the kernel when its process dies, so it is never stale. */
async function takeBuildLock(): Promise<() => void> {
  await mkdir(join(root, 'dist'), { recursive: true })
  const lock = new DatabaseSync(join(root, 'dist', 'build.lock'), { timeout: waitForOtherBuildMs })
  lock.exec('begin exclusive')
  return () => lock.close()
}

async function buildAll(): Promise<void> {
  const startedAt = performance.now()
  const names = await buildWeb({ isForced: true })
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  process.stdout.write(`built ${names.join(' and ') || 'nothing'} in ${seconds} s\n`)
}

if (import.meta.main) {
  await buildAll().catch((error: unknown) => {
    if (!(error instanceof BuildFault)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  })
}
