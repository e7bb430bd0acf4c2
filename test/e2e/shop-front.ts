import { serve } from '@hono/node-server'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { createApp } from '#app/app'
import { connectMigrated } from '#app/connect'
import { loadDemo } from '#app/demo/load-demo'
import { listenForPurges } from '#app/shop'
import { createWeb } from '#app/web'
import { startWorker } from '#app/worker'
import { invariant } from '#kernel/refusal'
import { readConfig } from '#platform/config'
import type { Cx } from '#platform/cx'
import { createDiskFiles } from '#platform/files'
import { silentLog } from '#platform/log'
import { chromiumArgs, findChromium } from '#support/chromium'
import { aBank } from '#support/payments'
import { scratchFolder } from '#support/scratch'

export type ShopFront = {
  readonly address: string
  readonly cx: Cx
  /** A visitor with no cookies yet. */
  visit(options?: { hasScripts?: boolean; isPhone?: boolean }): Promise<Page>
}

export const executablePath = await findChromium()

/** The whole product in this process, with the demo shop, on a port of its own; and a Chromium to look at it. */
export function useShopFront(): ShopFront {
  const closers: (() => unknown)[] = []
  const contexts: BrowserContext[] = []
  let opened: { address: string; cx: Cx; browser: Browser } | undefined

  beforeAll(async () => {
    opened = { ...(await openShop(closers)), browser: await openBrowser(closers) }
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
      const viewport = isPhone ? { width: 390, height: 844 } : { width: 1440, height: 900 }
      const context = await shop().browser.newContext({
        baseURL: shop().address,
        javaScriptEnabled: hasScripts,
        viewport,
      })
      contexts.push(context)
      return context.newPage()
    },
  }
}

async function openBrowser(closers: (() => unknown)[]): Promise<Browser> {
  invariant(executablePath, 'a Chromium is installed')
  const browser = await chromium.launch({ executablePath, args: [...chromiumArgs] })
  closers.push(() => browser.close())
  return browser
}

async function openShop(closers: (() => unknown)[]): Promise<{ address: string; cx: Cx }> {
  const scratch = await scratchFolder('e2e')
  closers.push(() => scratch.remove())
  const config = readConfig({ ETAL_DATA_DIR: scratch.folder, ETAL_SECRET: 'a-secret-for-tests-that-is-long-enough' })
  const connection = await connectMigrated({ config, log: silentLog })
  closers.push(() => connection.close())
  const bank = aBank({ now: () => new Date() })
  closers.push(() => bank.close())
  const outside = {
    files: createDiskFiles(scratch.folder),
    mailer: undefined,
    paymentProviders: { testcard: bank.provider },
    connectors: {},
  }
  const app = createApp({ config, database: connection.database, log: silentLog, outside })
  await loadDemo(app.newCx())
  const { server: web, pageCache } = createWeb(app)
  closers.push(await listenForPurges(app, pageCache))
  const worker = await startWorker(app)
  closers.push(() => worker.stop())
  const listening = Promise.withResolvers<number>()
  const server = serve({ fetch: web.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => listening.resolve(port))
  closers.push(() => new Promise((resolve) => server.close(resolve)))
  return { address: `http://127.0.0.1:${await listening.promise}`, cx: app.newCx() }
}
