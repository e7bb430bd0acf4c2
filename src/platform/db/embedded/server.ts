import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseFault } from '../fault.ts'
import { type Binaries, runAs } from './binaries.ts'
import type { Layout } from './layout.ts'

export type Settings = Readonly<Record<string, string>>
export type Server = { readonly exited: Promise<void>; stop(): Promise<void> }

const limits = { pollMs: 20, stopMs: 60_000, logBytesMax: 10_000_000, orphansMs: 15_000 }

const defaults: Settings = {
  cluster_name: 'etal',
  max_connections: '150',
  shared_buffers: '256MB',
  // Short queries only; the embedded binaries come without LLVM anyway.
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_destination: 'stderr',
  logging_collector: 'off',
}

/** Starts PostgreSQL on the cluster and waits until it takes connections; recovery after a crash may take its time. */
export async function startServer(layout: Layout, binaries: Binaries, settings: Settings): Promise<Server> {
  const wishes = Object.entries({ ...defaults, ...settings })
  const args = ['-D', layout.cluster, ...wishes.flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  const deadline = Date.now() + limits.orphansMs
  for (;;) {
    const attempt = await launch(layout, binaries, args)
    if (attempt.child) return serve(layout, binaries, attempt.child)
    // Backends of a killed server live until they notice; PostgreSQL rightly waits for the last of them.
    if (!attempt.words.includes('shared memory block') || Date.now() > deadline)
      throw new DatabaseFault(
        `PostgreSQL does not start; its last words (more in ${layout.logFile}):\n${attempt.words}`,
      )
    await sleep(200)
  }
}

type Attempt = { child: ChildProcess; words?: never } | { child?: never; words: string }

async function launch(layout: Layout, binaries: Binaries, args: readonly string[]): Promise<Attempt> {
  const log = await openLog(layout.logFile)
  const { size: logStart } = await log.stat()
  const child = spawn(join(binaries.folder, 'bin', 'postgres'), args, {
    ...layout.serverUser,
    cwd: '/',
    stdio: ['ignore', log.fd, log.fd],
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    windowsHide: true,
  })
  child.on('error', () => undefined)
  try {
    while (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      if (await isReady(layout.cluster, child.pid)) return { child }
      await sleep(limits.pollMs)
    }
    const text = await readFile(layout.logFile)
    return { words: text.subarray(logStart).toString().trim().slice(-2_000) }
  } finally {
    await log.close()
  }
}

async function openLog(file: string) {
  const size = await stat(file)
    .then((found) => found.size)
    .catch(() => 0)
  if (size > limits.logBytesMax) await rename(file, `${file}.1`)
  return open(file, 'a', 0o600)
}

/** What pg_ctl reads too: the server writes its state into the eighth line of its pid file. */
async function isReady(cluster: string, pid: number): Promise<boolean> {
  const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready'
}

function serve(layout: Layout, binaries: Binaries, child: ChildProcess): Server {
  const guard = startGuard(layout, child)
  const exited = once(child, 'exit').then(() => {
    guard?.stdin?.end('done\n')
  })
  const stop = async (): Promise<void> => {
    if (process.platform === 'win32')
      await runAs(undefined, join(binaries.folder, 'bin', 'pg_ctl'), ['stop', '-D', layout.cluster, '-m', 'fast'])
    else child.kill('SIGINT')
    const wasOrderly = await Promise.race([exited.then(() => true), sleep(limits.stopMs, false, { ref: false })])
    if (!wasOrderly) child.kill('SIGQUIT')
    await exited
  }
  return { exited, stop }
}

/** A shell that stops the server when this process dies without a word, however it dies. */
function startGuard({ serverUser }: Layout, child: ChildProcess): ChildProcess | undefined {
  if (process.platform === 'win32') return undefined
  const script = 'read -r word; [ "$word" = done ] || kill -INT "$1"'
  const guard = spawn('/bin/sh', ['-c', script, 'etal-guard', String(child.pid)], {
    ...serverUser,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  guard.on('error', () => undefined)
  guard.stdin?.on('error', () => undefined)
  return guard
}
