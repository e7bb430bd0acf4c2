import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { silentLog } from '#platform/log'
import { type Scratch, scratchFolder } from '#support/scratch'
import { layoutOf } from './layout.ts'
import { nobody } from './server-user.ts'
import { startEmbedded } from './start.ts'

const isRoot = process.getuid?.() === 0
const program = join(import.meta.dirname, '../../../../test/support/database-user.ts')
/** What is killed here are processes, not the machine: the disk need not be waited for. */
const settings = { fsync: 'off', shared_buffers: '16MB' }

/** Each test starts many processes; on a busy machine that takes its time. */
vi.setConfig({ testTimeout: 90_000 })

let scratch: Scratch
let foldersCount = 0

beforeAll(async () => {
  scratch = await scratchFolder('launcher')
})
afterAll(() => scratch.remove())

const newDataDir = (): string => join(scratch.folder, `data-${foldersCount++}`)

type User = { process: ChildProcess; url: string; fault: string; end(): Promise<void> }

async function startUser(dataDir: string, as: { uid?: number; gid?: number } = {}): Promise<User> {
  const child = spawn(process.execPath, [program, dataDir, JSON.stringify(settings)], {
    ...as,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [line] = await once(createInterface(child.stdout), 'line')
  const end = async (): Promise<void> => {
    child.stdin.end()
    await once(child, 'exit')
  }
  return { process: child, url: '', fault: '', ...JSON.parse(line), end }
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query({ text, rowMode: 'array' })).rows.flat()
  } finally {
    await client.end()
  }
}

/** Asks again until it is so; the machine decides how long that takes. */
async function eventually<T>(ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  const deadline = performance.now() + 60_000
  for (;;) {
    const answer = await ask().catch((error: unknown) => error)
    if (isSo(answer as T)) return answer as T
    if (performance.now() > deadline) throw new Error(`it never came true; the last answer: ${answer}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

const serverPid = async (dataDir: string): Promise<number> => {
  const { cluster } = await layoutOf(dataDir)
  return Number((await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '0')).split('\n')[0])
}

const isStopped = async (dataDir: string): Promise<boolean> => (await serverPid(dataDir)) === 0

async function keeperPid(dataDir: string): Promise<number> {
  const { keeperAddress } = await layoutOf(dataDir)
  const socket = createConnection(keeperAddress)
  const [line] = await once(createInterface(socket), 'line')
  socket.destroy()
  return JSON.parse(line).keeperPid
}

/** The shell that stops the server when the keeper dies. */
async function guardPid(ofServer: number): Promise<number> {
  for (const name of await readdir('/proc')) {
    const line = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')
    if (line.includes(`etal-guard\0${ofServer}\0`)) return Number(name)
  }
  throw new Error(`server ${ofServer} has no guard`)
}

const remember = (url: string): Promise<unknown[]> => query(url, `create table memory as select 'kept' as word`)
const recall = (url: string): Promise<unknown[]> => query(url, 'select word from memory')

test('the server is durable, checks its pages, has no port and sorts as the French do', async () => {
  const server = await startEmbedded({ dataDir: newDataDir(), log: silentLog })
  const names = [
    'fsync',
    'synchronous_commit',
    'full_page_writes',
    'data_checksums',
    'listen_addresses',
    'server_encoding',
  ]
  const values = names.map((name) => `current_setting('${name}')`).join(', ')
  expect(await query(server.url, `select ${values}`)).toEqual(['on', 'on', 'on', 'on', '', 'UTF8'])
  const words = `select w from unnest('{côté,zoé,coté,Étal,côte,etal,cote}'::text[]) w order by w`
  expect(await query(server.url, words)).toEqual(['cote', 'coté', 'côte', 'côté', 'etal', 'Étal', 'zoé'])
  await server.stop()
})

test('the server stops with its last user, and only then', async () => {
  const dataDir = newDataDir()
  const first = await startUser(dataDir)
  const second = await startUser(dataDir)
  await remember(first.url)
  await first.end()
  expect(await recall(second.url)).toEqual(['kept'])
  await second.end()
  expect(await isStopped(dataDir)).toBe(true)
})

test('six starters on an empty folder get one server', async () => {
  const dataDir = newDataDir()
  const users = await Promise.all(Array.from({ length: 6 }, () => startUser(dataDir)))
  expect(users.map((user) => user.fault)).toEqual(['', '', '', '', '', ''])
  const starts = await Promise.all(users.map((user) => query(user.url, 'select pg_postmaster_start_time()::text')))
  expect(new Set(starts.flat()).size).toBe(1)
  await Promise.all(users.map((user) => user.end()))
  expect(await isStopped(dataDir)).toBe(true)
})

describe('after kill -9', () => {
  test('of the only user the server stops, and the next one finds the data', async () => {
    const dataDir = newDataDir()
    const user = await startUser(dataDir)
    await remember(user.url)
    user.process.kill('SIGKILL')
    await eventually(
      () => isStopped(dataDir),
      (stopped) => stopped,
    )
    const next = await startUser(dataDir)
    expect(await recall(next.url)).toEqual(['kept'])
    await next.end()
  })

  test('of the server it is started again for those who use it', async () => {
    const dataDir = newDataDir()
    const user = await startUser(dataDir)
    await remember(user.url)
    process.kill(await serverPid(dataDir), 'SIGKILL')
    expect(
      await eventually(
        () => recall(user.url),
        (rows) => Array.isArray(rows),
      ),
    ).toEqual(['kept'])
    await user.end()
  })

  test('of the keeper a user starts another, and the server is back at the same address', async () => {
    const dataDir = newDataDir()
    const user = await startUser(dataDir)
    await remember(user.url)
    const before = await keeperPid(dataDir)
    process.kill(before, 'SIGKILL')
    await eventually(
      () => keeperPid(dataDir),
      (pid) => Number.isInteger(pid) && pid !== before,
    )
    expect(
      await eventually(
        () => recall(user.url),
        (rows) => Array.isArray(rows),
      ),
    ).toEqual(['kept'])
    await user.end()
    expect(await isStopped(dataDir)).toBe(true)
  })

  test('of everything at once the data are there again', async () => {
    const dataDir = newDataDir()
    const user = await startUser(dataDir)
    await remember(user.url)
    const server = await serverPid(dataDir)
    for (const pid of [await keeperPid(dataDir), server, user.process.pid ?? 0]) process.kill(pid, 'SIGKILL')
    const next = await startUser(dataDir)
    expect(next.fault).toBe('')
    expect(await recall(next.url)).toEqual(['kept'])
    await next.end()
  })

  test.runIf(process.platform === 'linux')('of all but the server, the orphan gives way to a new one', async () => {
    const dataDir = newDataDir()
    const user = await startUser(dataDir)
    await remember(user.url)
    const orphan = await serverPid(dataDir)
    for (const pid of [await guardPid(orphan), await keeperPid(dataDir), user.process.pid ?? 0])
      process.kill(pid, 'SIGKILL')
    const next = await startUser(dataDir)
    expect(next.fault).toBe('')
    expect(await recall(next.url)).toEqual(['kept'])
    expect(await serverPid(dataDir)).not.toBe(orphan)
    await next.end()
  })
})

test('a pid file whose number now belongs to a stranger does not stop the start', async () => {
  const dataDir = newDataDir()
  const user = await startUser(dataDir)
  await remember(user.url)
  const { cluster } = await layoutOf(dataDir)
  const pidFile = await readFile(join(cluster, 'postmaster.pid'), 'utf8')
  await user.end()
  await writeFile(join(cluster, 'postmaster.pid'), pidFile.replace(/^\d+/, String(process.pid)))
  const next = await startUser(dataDir)
  expect(next.fault).toBe('')
  expect(await recall(next.url)).toEqual(['kept'])
  await next.end()
})

test('a data folder with a very long name works, its sockets lie elsewhere', async () => {
  const dataDir = join(scratch.folder, 'long-'.repeat(20), 'long-'.repeat(20))
  const user = await startUser(dataDir)
  expect(await query(user.url, 'select 1')).toEqual([1])
  await user.end()
  await rm((await layoutOf(dataDir)).run, { recursive: true })
})

test('an initialisation that was cut off leaves nothing in the way', async () => {
  const dataDir = newDataDir()
  await mkdir(join(dataDir, 'postgres/unfinished-1/base'), { recursive: true, mode: 0o711 })
  const user = await startUser(dataDir)
  expect(await query(user.url, 'select 1')).toEqual([1])
  expect(await readdir(join(dataDir, 'postgres'))).not.toContain('unfinished-1')
  await user.end()
})

test('data of another major version are refused in words, and left alone', async () => {
  const dataDir = newDataDir()
  const user = await startUser(dataDir)
  await user.end()
  const { cluster } = await layoutOf(dataDir)
  await writeFile(join(cluster, 'PG_VERSION'), '17\n')
  const refused = startEmbedded({ dataDir, log: silentLog })
  await expect(refused).rejects.toThrow(
    /was made by PostgreSQL 17.*brings PostgreSQL 18.*Nothing was changed.*etal -- backup/,
  )
  expect(await readFile(join(cluster, 'PG_VERSION'), 'utf8')).toBe('17\n')
})

describe.runIf(isRoot)('as root', () => {
  test('the server runs as an unprivileged user', async () => {
    const dataDir = newDataDir()
    const user = await startUser(dataDir)
    const { uid } = await stat(`/proc/${await serverPid(dataDir)}`)
    expect(uid).toBe(nobody().uid)
    await user.end()
  })

  test('a private project folder sends the data to a place that the server can reach', async () => {
    const dataDir = join(scratch.folder, 'private', 'data')
    await mkdir(dataDir, { recursive: true })
    await chmod(join(scratch.folder, 'private'), 0o700)
    const user = await startUser(dataDir)
    expect(user.fault).toBe('')
    await remember(user.url)
    await user.end()
    const { base } = await layoutOf(dataDir)
    onTestFinished(() => rm(base, { recursive: true }))
    expect(base).toMatch(/^\/var\/lib\/etal-/)
    const next = await startUser(dataDir)
    expect(await recall(next.url)).toEqual(['kept'])
    await next.end()
  })

  test('two first starters in a private folder agree on that place', async () => {
    const dataDir = join(scratch.folder, 'private', 'shared')
    await mkdir(dataDir, { recursive: true })
    await chmod(join(scratch.folder, 'private'), 0o700)
    const users = await Promise.all([startUser(dataDir), startUser(dataDir)])
    onTestFinished(async () => rm((await layoutOf(dataDir)).base, { recursive: true }))
    expect(users[0].url).toBe(users[1].url)
    await Promise.all(users.map((user) => user.end()))
  })

  test('root may start what an ordinary user made, and that user join in and go on alone', async () => {
    const dataDir = newDataDir()
    await mkdir(dataDir)
    await chmod(dataDir, 0o777)
    const ordinary = await startUser(dataDir, nobody())
    expect(ordinary.fault).toBe('')
    await remember(ordinary.url)
    await ordinary.end()
    const asRoot = await startUser(dataDir)
    expect(asRoot.fault).toBe('')
    const again = await startUser(dataDir, nobody())
    expect(await recall(asRoot.url)).toEqual(['kept'])
    expect(await recall(again.url)).toEqual(['kept'])
    await asRoot.end()
    await again.end()
    const last = await startUser(dataDir, nobody())
    expect(last.fault).toBe('')
    await last.end()
  })
})

test.runIf(isRoot)('an ordinary user needs nothing of root', async () => {
  const dataDir = newDataDir()
  await mkdir(dataDir)
  await chmod(dataDir, 0o777)
  const user = await startUser(dataDir, nobody())
  expect(user.fault).toBe('')
  await remember(user.url)
  await user.end()
})
