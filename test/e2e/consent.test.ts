import { afterAll, expect, test } from 'vitest'
import { addTracker } from '#modules/consent'
import { createSandbox } from '#sandbox/server'
import { listenAnywhere } from '#support/whole-shop'
import { executablePath, useShopFront } from './shop-front.ts'

const third = { address: '' }
const closers: (() => unknown)[] = []
afterAll(async () => {
  for (const close of closers.toReversed()) await close()
})

/** A shop with one tracker, at a third party that counts who asks. */
const front = useShopFront({
  fill: async (cx) => {
    const sandbox = createSandbox({ store: ':memory:', now: () => new Date() })
    const { port, close } = await listenAnywhere(sandbox.app.fetch)
    closers.push(() => sandbox.close(), close)
    third.address = `http://127.0.0.1:${port}/tracker`
    await addTracker(cx, { kind: 'script', identifier: `${third.address}/tag.js`, purpose: 'audience' })
  },
})
const inBrowser = test.skipIf(!executablePath)
const asked = async (): Promise<{ tags: number; hits: number }> => (await fetch(`${third.address}/hits`)).json()

inBrowser(
  'nothing of a tracker is asked for before somebody accepts, nor after a refusal',
  { timeout: 120_000 },
  async () => {
    const page = await front.visit()
    const first = await page.goto('/')
    expect(first?.headers()['content-security-policy']).not.toContain(third.address.replace('/tracker', ''))
    await page.goto('/contact')
    await page.getByRole('button', { name: 'Tout refuser' }).click()
    await page.waitForURL('**/contact')
    expect(await page.getByRole('button', { name: 'Tout refuser' }).count()).toBe(0)
    await page.goto('/')
    expect(await page.locator('.consent').count()).toBe(0)
    expect(await asked()).toEqual({ tags: 0, hits: 0 })
  },
)

inBrowser(
  'an accepted tracker is let in, and only then; the choice can be taken back',
  { timeout: 120_000 },
  async () => {
    const page = await front.visit()
    await page.goto('/contact')
    const hit = page.waitForResponse((response) => response.url().endsWith('/hit'))
    await page.getByRole('button', { name: 'Tout accepter' }).click()
    await hit
    expect((await asked()).hits).toBeGreaterThan(0)
    await page.goto('/cookies')
    await page.getByRole('button', { name: 'Tout refuser' }).click()
    await page.waitForURL('**/cookies')
    const { hits } = await asked()
    const answer = await page.goto('/contact')
    expect(answer?.headers()['content-security-policy']).not.toContain('127.0.0.1')
    expect((await asked()).hits).toBe(hits)
  },
)

inBrowser('without scripts one can refuse as well', { timeout: 120_000 }, async () => {
  const page = await front.visit({ hasScripts: false })
  await page.goto('/en/contact')
  await page.getByRole('button', { name: 'Refuse all' }).click()
  await page.waitForURL('**/en/contact')
  expect(await page.locator('.consent').count()).toBe(0)
})
