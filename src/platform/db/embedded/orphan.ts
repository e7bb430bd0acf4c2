import { execFile } from 'node:child_process'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Binaries, runAs } from './binaries.ts'
import type { Layout } from './layout.ts'

/** Above every system's highest process number, so that nobody has it. */
const pidOfNobody = 99_999_999

/**
 * Clears what a killed server or keeper left behind. Called under the keeper's lock, so whatever the pid file names is
 * no server of a living keeper: a running orphan is stopped, and a number that a zombie or a stranger has is taken
 * out of the file. The file itself stays, because PostgreSQL reads in it which shared memory must be free first.
 */
export async function clearRemains(layout: Layout, binaries: Binaries): Promise<void> {
  await clearPidFile(layout, binaries)
  await clearSocketLocks(layout.socketFolder)
}

/** Nobody serves any more, but a process that is still dying keeps its number, and PostgreSQL would believe its lock. */
async function clearSocketLocks(socketFolder: string): Promise<void> {
  const names = await readdir(socketFolder).catch(() => [])
  const locks = names.filter((name) => /^\.s\.PGSQL\.\d+\.lock$/.test(name))
  await Promise.all(locks.map((name) => rm(join(socketFolder, name), { force: true })))
}

async function clearPidFile({ cluster, serverUser }: Layout, binaries: Binaries): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid')
  const text = await readFile(pidFile, 'utf8').catch(() => '')
  const [firstLine, ...otherLines] = text.split('\n')
  const pid = Number(firstLine)
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return

  if (await isServerOf(pid, cluster)) {
    const pgCtl = join(binaries.folder, 'bin', 'pg_ctl')
    const stop = (mode: string) => runAs(serverUser, pgCtl, ['stop', '-D', cluster, '-m', mode, '-w', '-t', '30'])
    await stop('fast').catch(() => stop('immediate'))
  } else {
    await writeFile(pidFile, [pidOfNobody, ...otherLines].join('\n'))
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** A zombie has no command line any more, so it is never taken for a server. Windows has no zombies; there pg_ctl decides. */
async function isServerOf(pid: number, cluster: string): Promise<boolean> {
  if (process.platform === 'win32') return true
  return (await commandLine(pid)).includes(cluster)
}

/** Linux tells without `ps`, which small images do not have. */
const commandLine = (pid: number): Promise<string> =>
  readFile(`/proc/${pid}/cmdline`, 'utf8')
    .catch(async () => (await promisify(execFile)('ps', ['-ww', '-o', 'args=', '-p', String(pid)])).stdout)
    .catch(() => '')
