import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'

export type WebProcess = { readonly address: string; stop(): Promise<void> }

const entry = join(import.meta.dirname, '../../src/main.ts')
const startMs = 90_000

/** A real web process of its own on the database of `dataDir`, as a second machine would run one. */
export async function startWebProcess(dataDir: string): Promise<WebProcess> {
  const port = await freePort()
  const { DATABASE_URL, PUBLIC_URL, ...inherited } = process.env
  const child = spawn(process.execPath, [entry], {
    env: {
      ...inherited,
      PORT: String(port),
      HOST: '127.0.0.1',
      ETAL_DATA_DIR: dataDir,
      ETAL_ROLE: 'web',
      ETAL_DEMO: 'off',
      ETAL_SANDBOX: 'off',
      ETAL_RATE_LIMITS: 'off',
      ETAL_SECRET: 'a-secret-for-tests-that-is-long-enough',
      ETAL_LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const late = AbortSignal.timeout(startMs)
  await Promise.race([
    once(child, 'message', { signal: late }),
    once(child, 'exit', { signal: late }).then(() => Promise.reject(new Error('the web process did not start'))),
  ])
  return {
    address: `http://127.0.0.1:${port}`,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || address === null) throw new Error('no free port')
  return address.port
}
