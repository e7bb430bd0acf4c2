import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, fchownSync, openSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '#platform/log'
import { DatabaseFault } from '../fault.ts'
import { type Hold, tryHold } from './hold.ts'
import type { KeeperOrder } from './keeper.ts'
import { type Layout, layoutOf } from './layout.ts'
import type { Settings } from './server.ts'

export type Embedded = { readonly url: string; stop(): Promise<void> }
type StartOptions = { dataDir: string; log: Log; settings?: Settings }

const limits = { retryMs: 25, startMs: 300_000, keeperFailuresMax: 3, againMs: 1_000 }

/**
 * Starts the built-in PostgreSQL on `dataDir`, or joins the one that another process has started there. The server
 * lives as long as any process that has called this: `stop` gives it up, and so does dying.
 */
export async function startEmbedded({ dataDir, log, settings = {} }: StartOptions): Promise<Embedded> {
  const layout = await layoutOf(dataDir)
  const take = () => takeHold(layout, { dataDir, settings })
  let isStopping = false
  let current: Promise<Hold | undefined>

  const takeAgain = async (): Promise<Hold | undefined> => {
    log.warn({}, 'the keeper of the database is gone; starting another')
    while (!isStopping) {
      try {
        return watched(await take())
      } catch (error) {
        log.error({ err: error }, 'the database does not start again')
        await sleep(limits.againMs)
      }
    }
    return undefined
  }
  const watched = (hold: Hold): Hold => {
    void hold.lost.then(() => {
      if (!isStopping) current = takeAgain()
    })
    return hold
  }

  const first = watched(await take())
  current = Promise.resolve(first)
  return {
    url: first.url,
    async stop() {
      isStopping = true
      const hold = await current
      await hold?.release()
    },
  }
}

async function takeHold(layout: Layout, order: KeeperOrder): Promise<Hold> {
  const deadline = Date.now() + limits.startMs
  let keeper: ChildProcess | undefined
  let failures = 0
  while (Date.now() < deadline) {
    const hold = await tryHold(layout.keeperAddress)
    if (hold) return hold
    const isRunning = keeper && keeper.exitCode === null && keeper.signalCode === null
    if (!isRunning) {
      // A keeper that finds another one at work ends with code 0: then that one will answer.
      if (keeper && keeper.exitCode !== 0) failures += 1
      if (failures >= limits.keeperFailuresMax) throw await keeperFault(layout, 'does not start')
      keeper = spawnKeeper(layout, order)
    }
    await sleep(limits.retryMs)
  }
  throw await keeperFault(layout, `did not answer for ${limits.startMs / 1000} s`)
}

/** In a session of its own, so that the terminal's Ctrl-C does not reach it before its users. */
function spawnKeeper({ logFile, keeperUser }: Layout, order: KeeperOrder): ChildProcess {
  const log = openSync(logFile, 'a', 0o600)
  if (keeperUser) fchownSync(log, keeperUser.uid, keeperUser.gid)
  const { NODE_OPTIONS: _, NODE_CHANNEL_FD: __, ...env } = process.env
  const script = join(import.meta.dirname, 'keeper.ts')
  const child = spawn(process.execPath, [script, JSON.stringify(order)], {
    ...keeperUser,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
    env,
    windowsHide: true,
  })
  closeSync(log)
  child.on('error', () => undefined)
  child.unref()
  return child
}

async function keeperFault({ logFile }: Layout, what: string): Promise<DatabaseFault> {
  const words = (await readFile(logFile, 'utf8').catch(() => '')).slice(-2_000).trim()
  return new DatabaseFault(`The built-in PostgreSQL ${what}; its last words (more in ${logFile}):\n${words}`)
}
