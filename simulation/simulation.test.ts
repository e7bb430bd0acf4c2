import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, inject, test } from 'vitest'

type Ended = { readonly exitCode: number | null; readonly lines: readonly string[] }

/** The command itself, on the database server of the test run. */
const simulate = (...args: readonly string[]): Promise<Ended> => simulateAlone(...args, '--server', inject('serverUrl'))

/** On a database server of its own. */
async function simulateAlone(...args: readonly string[]): Promise<Ended> {
  const file = fileURLToPath(new URL('./run.ts', import.meta.url))
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { exitCode, lines: Buffer.concat(chunks).toString('utf8').trim().split('\n') }
}

/** 200 is what `npm run simulate -- --seeds 1-200 --jobs 2` runs; these keep the whole suite short. */
const seedsHere = '1-20'
const minutesMs = 60_000

test('in seeded worlds of faults and crashes every invariant holds', { timeout: 20 * minutesMs }, async () => {
  const { exitCode, lines } = await simulate('--seeds', seedsHere)
  expect(lines.filter((line) => !line.includes(' holds: ')).slice(0, -1)).toEqual([])
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ seed: seedsHere, days: 2, violations: 0 })
  expect(exitCode).toBe(0)
})

test('a seed does the same again, in another process and another database', { timeout: 5 * minutesMs }, async () => {
  const prints = []
  for (let time = 0; time < 2; time += 1) {
    // Servers that tidy up by the clock give rows without an order in another one: its own does not.
    const { lines } = await simulateAlone('--seed', '2', '--days', '1', '--size', 'small')
    prints.push(lines.find((line) => line.includes('print '))?.replace(/.*print /, ''))
  }
  expect(prints[0]).toMatch(/^[0-9a-f]+$/)
  expect(prints[1]).toBe(prints[0])
})

/** 1,000 is what `npm run simulate -- --size payments --seeds 1-1000 --jobs 2` runs. */
const payments = ['--size', 'payments', '--days', '1']

test('at the till what is captured is sold to that buyer or goes back, and nobody is charged twice', {
  timeout: 20 * minutesMs,
}, async () => {
  const { exitCode, lines } = await simulate(...payments, '--seeds', '1-10')
  expect(lines.filter((line) => !line.includes(' holds: ')).slice(0, -1)).toEqual([])
  const told = JSON.parse(lines.at(-1) ?? '')
  expect(told).toMatchObject({ seed: '1-10', violations: 0 })
  expect(told.payments.captured).toBeGreaterThan(0)
  expect(exitCode).toBe(0)
})

test.each([{ broken: 'early-capture', check: 'captured-means-ordered' }])(
  'a till with broken $broken is caught within 30 seeds, and the seed repeats',
  { timeout: 20 * minutesMs },
  async ({ broken, check }) => {
    const { exitCode, lines } = await simulate(...payments, '--seeds', '1-30', '--broken', broken)
    expect(lines.join('\n')).toContain(`  ${check}: `)
    expect(exitCode).toBe(1)
    const [, seed = ''] = /again: npm run simulate -- --seed (\d+) /.exec(lines.join('\n')) ?? []
    const again = await simulate(...payments, '--seed', seed, '--broken', broken)
    expect(again.lines.join('\n')).toContain(`  ${check}: `)
    expect(again.exitCode).toBe(1)
  },
)

test.each([
  { broken: 'lost-holds', check: 'sold-is-claimed' },
  { broken: 'kept-reservations', check: 'bank-agrees' },
])('a till with broken $broken is caught within 30 seeds', { timeout: 20 * minutesMs }, async ({ broken, check }) => {
  const { exitCode, lines } = await simulate(...payments, '--seeds', '1-30', '--broken', broken)
  expect(lines.join('\n')).toContain(`  ${check}: `)
  expect(exitCode).toBe(1)
})

test.each([
  { broken: 'claims', check: 'one-live-claim' },
  { broken: 'wanted', check: 'listings-converge' },
])('a build with broken $broken is caught within 50 seeds', { timeout: 20 * minutesMs }, async ({ broken, check }) => {
  const { exitCode, lines } = await simulate('--seeds', '1-50', '--broken', broken)
  expect(lines.join('\n')).toContain(`${check}: `)
  expect(lines.join('\n')).toContain('again: npm run simulate -- --seed ')
  expect(exitCode).toBe(1)
})

test('a wrong option is named', async () => {
  const { exitCode, lines } = await simulate('--seeds', '9-1')
  expect(lines[0]).toBe('--seeds must be FROM-TO, for example 1-200; got 9-1')
  expect(exitCode).toBe(2)
})
