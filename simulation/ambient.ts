import { syncBuiltinESMExports } from 'node:module'
import timers from 'node:timers/promises'

/** What stands in for the machine's own chance and waiting while a task of the simulated world runs. */
type Ambient = { readonly fraction: () => number; sleep(ms: number): Promise<void> }

/**
 * New ids, jitter and pauses of the modules come from the world while one of its tasks runs, and from the machine
 * otherwise (the database driver, the test runner). Answers how to put everything back.
 */
export function ownAmbient(current: () => Ambient | undefined): () => void {
  const real = { random: Math.random, setTimeout: timers.setTimeout }
  const fill = crypto.getRandomValues.bind(crypto)
  const uuid = crypto.randomUUID.bind(crypto)

  Reflect.set(Math, 'random', () => current()?.fraction() ?? real.random())
  Reflect.set(crypto, 'getRandomValues', (bytes: Uint8Array<ArrayBuffer>) => {
    const ambient = current()
    if (!ambient) return fill(bytes)
    for (const index of bytes.keys()) bytes[index] = Math.floor(ambient.fraction() * 256)
    return bytes
  })
  Reflect.set(crypto, 'randomUUID', () => {
    const ambient = current()
    return ambient ? uuidFrom(ambient.fraction) : uuid()
  })
  Reflect.set(timers, 'setTimeout', (ms: number, value?: unknown) => {
    const ambient = current()
    return ambient ? ambient.sleep(ms).then(() => value) : real.setTimeout(ms, value)
  })
  syncBuiltinESMExports()

  return () => {
    Reflect.set(Math, 'random', real.random)
    Reflect.set(timers, 'setTimeout', real.setTimeout)
    Reflect.deleteProperty(crypto, 'getRandomValues')
    Reflect.deleteProperty(crypto, 'randomUUID')
    syncBuiltinESMExports()
  }
}

const uuidFrom = (fraction: () => number): string =>
  'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replaceAll('x', () => Math.floor(fraction() * 16).toString(16))
