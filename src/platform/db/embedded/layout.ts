import { createHash, randomBytes } from 'node:crypto'
import { chown, link, lstat, mkdir, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseFault } from '../fault.ts'
import { canEnter, keeperUserFor, nobody, type ServerUser, serverUserFor } from './server-user.ts'

/** Where the built-in server keeps its things. The same data folder always leads to the same layout. */
export type Layout = {
  readonly base: string
  readonly cluster: string
  readonly logFile: string
  readonly lockFile: string
  /** Short enough for sockets; holds `keeper.sock` and the server's own folder `pg`. */
  readonly run: string
  readonly keeperAddress: string
  readonly socketFolder: string
  /** Runs the keeper, when that is not who asks. */
  readonly keeperUser: ServerUser
  readonly serverUser: ServerUser
}

/** A Unix socket's path has at most 107 bytes on Linux and 103 on macOS. */
const socketPathBytesMax = 100
const passableMode = 0o711

export async function layoutOf(dataDir: string): Promise<Layout> {
  const base = await baseFolder(dataDir)
  const cluster = join(base, 'cluster')
  const serverUser = serverUserFor(cluster)
  await refuseForeignCluster(cluster)
  const keeperUser = keeperUserFor(base)
  const run = await runFolder(base, keeperUser)
  const socketFolder = join(run, 'pg')
  return {
    base,
    cluster,
    logFile: join(base, 'server.log'),
    lockFile: join(base, 'keeper.lock'),
    run,
    keeperAddress: process.platform === 'win32' ? `\\\\.\\pipe\\etal-${shortHash(base)}` : join(run, 'keeper.sock'),
    socketFolder,
    keeperUser,
    serverUser,
  }
}

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12)

/**
 * `postgres` in the data folder, unless the user who must run the server cannot get there (root's project in a private
 * folder). Then it is a folder of its own in /var/lib, and a file named `location` remembers which.
 */
async function baseFolder(dataDir: string): Promise<string> {
  const home = join(dataDir, 'postgres')
  await mkdir(home, { recursive: true, mode: passableMode }).catch((cause: unknown) => {
    throw new DatabaseFault(`The data folder ${home} cannot be made: ${cause}`, { cause })
  })
  const locationFile = join(home, 'location')
  const known = await readLocation(locationFile)
  if (known) return known
  const hasCluster = await stat(join(home, 'cluster')).catch(() => undefined)
  const user = keeperUserFor(home) ?? serverUserFor(join(home, 'cluster'))
  if (!user || canEnter(user, home)) return home
  if (hasCluster) throw new DatabaseFault(`The user who owns the database (uid ${user.uid}) cannot enter ${home}.`)
  return moveOut(locationFile)
}

async function readLocation(locationFile: string): Promise<string | undefined> {
  const location = (await readFile(locationFile, 'utf8').catch(() => '')).trim()
  if (location === '') return undefined
  if (await stat(location).catch(() => undefined)) return location
  throw new DatabaseFault(
    `The database lies in ${location} (says ${locationFile}), and that folder is gone or not reachable for you. Bring it back, or remove ${locationFile} to begin with an empty database.`,
  )
}

async function moveOut(locationFile: string): Promise<string> {
  const base = `/var/lib/etal-${randomBytes(6).toString('hex')}`
  await mkdir(base, { mode: passableMode }).catch((cause: unknown) => {
    throw new DatabaseFault(
      `The user "nobody", who runs PostgreSQL for root, cannot enter the data folder, and ${base} cannot be made: ${cause}. Set ETAL_DATA_DIR to a folder everybody may pass through, or set DATABASE_URL.`,
      { cause },
    )
  })
  const draft = `${locationFile}-${process.pid}`
  await writeFile(draft, `${base}\n`)
  try {
    // A hard link appears whole or not at all: of two starters one wins, and both read the same location.
    await link(draft, locationFile)
    return base
  } catch {
    await rmdir(base)
    return (await readLocation(locationFile)) ?? moveOut(locationFile)
  } finally {
    await rm(draft, { force: true })
  }
}

async function refuseForeignCluster(cluster: string): Promise<void> {
  const uid = process.getuid?.()
  const owner = await stat(cluster).catch(() => undefined)
  if (!owner || uid === undefined || uid === 0 || owner.uid === uid) return
  const starter = owner.uid === nobody().uid ? 'root' : `the user with uid ${owner.uid}`
  throw new DatabaseFault(
    `The database in ${cluster} was made by ${starter}, and you are uid ${uid}. Start Étal as ${starter}, or choose another ETAL_DATA_DIR.`,
  )
}

async function runFolder(base: string, keeperUser: ServerUser): Promise<string> {
  const near = join(base, 'run')
  if (process.platform === 'win32') return near
  const isShort = Buffer.byteLength(join(near, 'pg/.s.PGSQL.5432')) <= socketPathBytesMax
  const uid = keeperUser?.uid ?? process.getuid?.()
  const run = isShort ? near : `/tmp/etal-${uid}-${shortHash(base)}`
  try {
    await mkdir(run, { mode: passableMode })
    if (keeperUser) await chown(run, keeperUser.uid, keeperUser.gid)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  // /tmp belongs to everybody: a folder that somebody else put there could hold their server.
  const found = await lstat(run)
  if (!found.isDirectory() || found.uid !== uid) throw new DatabaseFault(`${run} belongs to somebody else; remove it.`)
  return run
}
