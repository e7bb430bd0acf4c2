import { createConnection } from 'node:net'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Layout } from './layout.ts'

const limits = { retryMs: 50, waitMs: 60_000 }

/**
 * One keeper per cluster. The lock is SQLite's lock on an empty file: the kernel frees it when the process dies, so it
 * is never stale. Answers undefined when another keeper serves; waits for one that is just stopping.
 */
export async function takeKeeperLock({ lockFile, keeperAddress }: Layout): Promise<DatabaseSync | undefined> {
  const deadline = Date.now() + limits.waitMs
  for (;;) {
    const lock = tryLock(lockFile)
    if (lock) return lock
    if ((await isAnswering(keeperAddress)) || Date.now() > deadline) return undefined
    await sleep(limits.retryMs)
  }
}

function tryLock(file: string): DatabaseSync | undefined {
  const lock = new DatabaseSync(file)
  try {
    lock.exec('begin exclusive')
    return lock
  } catch (error) {
    lock.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === 5) return undefined
    throw error
  }
}

function isAnswering(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(address)
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false))
    socket.on('connect', () => socket.destroy())
  })
}
