import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Options } from './options.ts'
import type { Outcome } from './simulate.ts'

/** Several processes share the seeds: each takes every n-th. Rejects when one of them could not work at all. */
export async function runCrew(
  { seeds, jobs, days, size }: Options,
  serverUrl: string,
  onOutcome: (outcome: Outcome) => void,
): Promise<void> {
  const runners = Array.from({ length: jobs }, async (_, job) => {
    const own = seeds.filter((_seed, index) => index % jobs === job)
    if (own.length === 0) return
    const list = own.join(',')
    const args = ['--list', list, '--days', String(days), '--size', size, '--server', serverUrl, '--json']
    const child = spawn(process.execPath, [fileURLToPath(new URL('./run.ts', import.meta.url)), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.startsWith('{"seed"')) onOutcome(JSON.parse(line))
    }
    if (child.exitCode === null) await once(child, 'exit')
    if ((child.exitCode ?? 2) > 1) throw new Error(`a process of the simulation ended with ${child.exitCode}`)
  })
  await Promise.all(runners)
}
