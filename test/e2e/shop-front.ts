import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { loadDemo } from '#app/demo/load-demo'
import { invariant } from '#kernel/refusal'
import type { Cx } from '#platform/cx'
import { chromiumArgs, findChromium } from '#support/chromium'
import { openWholeShop, type WholeShopOptions } from '#support/whole-shop'

export type ShopFront = {
  readonly address: string
  readonly cx: Cx
  /** A visitor with no cookies yet, who comes when the pages have heard of everything that happened before. */
  visit(options?: { hasScripts?: boolean; isPhone?: boolean }): Promise<Page>
}

/** A limit for a busy machine, not a measure: one press takes a fraction of a second. Below a test's own, so that a fault names its step. */
const stepMsMax = 25_000

export const executablePath = await findChromium()

/** The whole product in this process, with the demo shop, on a port of its own; and a Chromium to look at it. */
export function useShopFront(options: WholeShopOptions = { fill: loadDemo }): ShopFront {
  const closers: (() => unknown)[] = []
  const contexts: BrowserContext[] = []
  let opened: { address: string; cx: Cx; browser: Browser } | undefined

  beforeAll(async () => {
    const wholeShop = await openWholeShop(options)
    closers.push(() => wholeShop.close())
    opened = { ...wholeShop, browser: await openBrowser(closers) }
  })
  afterAll(async () => {
    await Promise.all(contexts.map((context) => context.close()))
    for (const close of closers.toReversed()) await close()
  })
  const shop = () => {
    invariant(opened, 'the shop is open inside tests only')
    return opened
  }
  return {
    get address() {
      return shop().address
    },
    get cx() {
      return shop().cx
    },
    async visit({ hasScripts = true, isPhone = false } = {}) {
      await expect.poll(() => waitingEvents(shop().cx), { timeout: stepMsMax }).toBe(0)
      const viewport = isPhone ? { width: 390, height: 844 } : { width: 1440, height: 900 }
      const context = await shop().browser.newContext({
        baseURL: shop().address,
        javaScriptEnabled: hasScripts,
        viewport,
      })
      context.setDefaultTimeout(stepMsMax)
      contexts.push(context)
      return context.newPage()
    },
  }
}

async function waitingEvents({ db }: Cx): Promise<number> {
  const { count } = await db
    .selectFrom('outbox')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('dispatchedAt', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

async function openBrowser(closers: (() => unknown)[]): Promise<Browser> {
  invariant(executablePath, 'a Chromium is installed')
  const browser = await chromium.launch({ executablePath, args: [...chromiumArgs] })
  closers.push(() => browser.close())
  return browser
}
