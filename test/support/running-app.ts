import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { invariant } from '#kernel/refusal'
import { scratchFolder } from './scratch.ts'

/** The real thing, as `npm start` runs it: app, workers, demo shop and sandbox marketplaces, each its own process. */
export type RunningApp = { readonly url: string; readonly sandboxUrl: string; stop(): Promise<void> }

const root = join(import.meta.dirname, '../..')
const startTimeoutMs = 110_000
const askAgainMs = 200

/** A whole shop in a folder and on ports of its own. Its demo account is `demoSignIn`. */
export async function startRunningApp(env: Readonly<Record<string, string>> = {}): Promise<RunningApp> {
  const scratch = await scratchFolder('running-app')
  const port = await findPortPair()
  const child = spawn(process.execPath, [join(root, 'scripts/start.ts')], {
    cwd: root,
    env: { ...process.env, PORT: String(port), ETAL_DATA_DIR: scratch.folder, ETAL_LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let complaints = ''
  child.stderr.on('data', (chunk) => (complaints += chunk))
  const url = `http://localhost:${port}`
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
    await scratch.remove()
  }
  try {
    const isReady = await answersBefore(`${url}/readyz`, () => child.exitCode === null)
    invariant(isReady, `the app starts within ${startTimeoutMs} ms: ${complaints}`)
  } catch (error) {
    await stop()
    throw error
  }
  return { url, sandboxUrl: `http://localhost:${port + 1}`, stop }
}

async function answersBefore(url: string, isRunning: () => boolean): Promise<boolean> {
  const deadline = performance.now() + startTimeoutMs
  while (isRunning() && performance.now() < deadline) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) return true
    await new Promise((resolve) => setTimeout(resolve, askAgainMs))
  }
  return false
}

const triesMax = 20

/** A free port whose neighbour is free too: the sandbox listens there. */
async function findPortPair(): Promise<number> {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const port = await tryPort(0)
    if (port !== undefined && port < 65_535 && (await tryPort(port + 1)) !== undefined) return port
  }
  invariant(false, 'two neighbouring ports are free')
}

async function tryPort(wanted: number): Promise<number | undefined> {
  const server = createServer()
  const opened = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(wanted, () => resolve(true))
  })
  if (!opened) return undefined
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : undefined
}
