import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { scratchFolder } from '#support/scratch'

export type RunningProduct = { readonly shopUrl: string; readonly sandboxUrl: string; stop(): Promise<void> }

const limits = { portTries: 20, stopMs: 30_000 }

/** What `npm start` runs, with the demo shop, in a fresh temporary folder and on ports nobody uses. */
export async function startProduct(): Promise<RunningProduct> {
  const scratch = await scratchFolder('pictures')
  const port = await freePortPair()
  const { DATABASE_URL, PUBLIC_URL, ETAL_PUBLIC_URL, ...inherited } = process.env
  const child = spawn(process.execPath, [join(import.meta.dirname, 'start.ts')], {
    env: { ...inherited, PORT: String(port), ETAL_DATA_DIR: scratch.folder, ETAL_DEMO: 'on', ETAL_SANDBOX: 'on' },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const giveUp = setTimeout(() => child.kill('SIGKILL'), limits.stopMs)
      child.kill('SIGTERM')
      await once(child, 'exit')
      clearTimeout(giveUp)
    }
    await scratch.remove()
  }
  const product = { shopUrl: `http://localhost:${port}`, sandboxUrl: `http://localhost:${port + 1}`, stop }
  try {
    await until({ what: 'the shop is ready', timeoutMs: 180_000 }, () => {
      if (child.exitCode !== null) throw new Error(`npm start ended with code ${child.exitCode}`)
      return isAnswering(`${product.shopUrl}/readyz`)
    })
    return product
  } catch (error) {
    await stop()
    throw error
  }
}

/** Asks again until the answer is yes; says what it waited for when time runs out. */
export async function until(
  { what, timeoutMs }: { what: string; timeoutMs: number },
  isSo: () => Promise<boolean>,
): Promise<void> {
  const deadline = performance.now() + timeoutMs
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`waited ${timeoutMs / 1000} s in vain until ${what}`)
    await wait(250)
  }
}

const isAnswering = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )

/** The sandbox marketplaces always stand on the port after the shop's. */
async function freePortPair(): Promise<number> {
  for (let tries = 0; tries < limits.portTries; tries += 1) {
    const port = await listenBriefly(0)
    if (port !== undefined && (await listenBriefly(port + 1)) !== undefined) return port
  }
  throw new Error('no two free ports side by side')
}

function listenBriefly(port: number): Promise<number | undefined> {
  const { promise, resolve } = Promise.withResolvers<number | undefined>()
  const server = createServer()
  server.once('error', () => resolve(undefined))
  server.listen(port, () => {
    const address = server.address()
    server.close(() => resolve(typeof address === 'object' ? address?.port : undefined))
  })
  return promise
}
