import { once } from 'node:events'
import { chmod, rm } from 'node:fs/promises'
import { createServer, type Server as Door } from 'node:net'
import { usableBinaries } from './binaries.ts'
import { openDoor } from './door.ts'
import { ensureCluster } from './initialise.ts'
import { takeKeeperLock } from './keeper-lock.ts'
import { type Layout, layoutOf } from './layout.ts'
import { clearRemains } from './orphan.ts'
import { type Server, type Settings, startServer } from './server.ts'
import { gatherUsers, type Users } from './users.ts'

/**
 * The keeper: a small process that owns the server of one data folder. Every process that uses the database holds a
 * connection to it, which the kernel closes however that process dies; when the last one is gone the keeper stops the
 * server and ends. Whoever loses the keeper starts a new one, which clears up and starts the server again.
 *
 * It says one line to each user: {"url","keeperPid"} when the server is ready, or {"fault"}.
 */
export type KeeperOrder = { dataDir: string; settings: Settings }

const limits = { crashesMax: 5, crashWindowMs: 60_000 }

async function keep({ dataDir, settings }: KeeperOrder): Promise<void> {
  const layout = await layoutOf(dataDir)
  const lock = await takeKeeperLock(layout)
  if (!lock) return

  const greeting = Promise.withResolvers<string>()
  const users = gatherUsers(greeting.promise)
  const door = await receiveUsers(layout, users)
  try {
    const binaries = await usableBinaries(layout)
    await ensureCluster(layout, binaries)
    await clearRemains(layout, binaries)
    const { url, settings: entrance } = await openDoor(layout)
    const start = () => startServer(layout, binaries, { ...entrance, ...settings })
    const server = await start()
    greeting.resolve(JSON.stringify({ url, keeperPid: process.pid }))
    await serveUntilGone(users, server, start)
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error)
    say(fault)
    greeting.resolve(JSON.stringify({ fault }))
    await users.gone
  } finally {
    door.close()
    users.dismiss()
    lock.close()
  }
}

async function receiveUsers({ keeperAddress }: Layout, users: Users): Promise<Door> {
  // The lock is ours, so a socket found here belongs to a keeper that was killed.
  if (process.platform !== 'win32') await rm(keeperAddress, { force: true })
  const door = createServer(users.receive).listen(keeperAddress)
  await once(door, 'listening')
  if (process.platform !== 'win32') await chmod(keeperAddress, 0o600)
  return door
}

async function serveUntilGone(users: Users, first: Server, start: () => Promise<Server>): Promise<void> {
  const crashes: number[] = []
  let server = first
  for (;;) {
    const end = await Promise.race([users.gone.then(() => 'gone'), server.exited.then(() => 'crashed')])
    if (end === 'gone') return server.stop()
    crashes.push(Date.now())
    say('the server ended by itself; starting it again')
    const recent = crashes.filter((at) => at > Date.now() - limits.crashWindowMs)
    if (recent.length > limits.crashesMax) throw new Error('the server keeps ending by itself')
    server = await start()
  }
}

const say = (words: string): boolean => process.stderr.write(`${new Date().toISOString()} keeper: ${words}\n`)

// The terminal's Ctrl-C and a shutdown reach the users too; the keeper ends after them.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
process.umask(0o077)
await keep(JSON.parse(process.argv[2] ?? ''))
