import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import sharp from 'sharp'
import { chromiumArgs, findChromium } from '#support/chromium'
import { type RunningProduct, startProduct, until } from './running-product.ts'

/**
 * `npm run pictures`: starts the real product with the demo shop, walks through shop, office and a sandbox
 * marketplace, buys one record by test card on the way, and writes the pictures of the documentation.
 */
const folder = join(import.meta.dirname, '../docs/pictures')
const sizes = {
  phone: { viewport: { width: 390, height: 844 }, pixelsWide: 780 },
  desktop: { viewport: { width: 1440, height: 900 }, pixelsWide: 1440 },
} as const
const pictureBytesMax = 150 * 1024
const collection = [
  'Catalog#,Artist,Title,Label,Format,Rating,Released,release_id,CollectionFolder,Date Added,Collection Media Condition,Collection Sleeve Condition,Collection Notes',
  'SHVL 804,Pink Floyd,The Dark Side Of The Moon,Harvest,"LP, Album",,1973,1873013,Uncategorized,2024-05-04 10:12:08,Very Good Plus (VG+),Very Good (VG),',
  'BLP 4195,Joe Henderson,Inner Urge,Blue Note,"LP, Album",,1966,2825456,Uncategorized,2024-05-04 10:14:31,Near Mint (NM or M-),Very Good Plus (VG+),',
  'ILPS 9281,Bob Marley & The Wailers,Natty Dread,Island Records,"LP, Album",,1974,1234567,Uncategorized,2024-05-04 10:15:02,Very Good (VG),Good Plus (G+),',
  '6325 071,Serge Gainsbourg,Histoire De Melody Nelson,Philips,"LP, Album",,1971,1130022,Uncategorized,2024-05-04 10:17:40,Assez bon,Very Good (VG),',
].join('\n')

type Walk = { readonly page: Page; readonly product: RunningProduct }

/** One picture of each size. The page is drawn at twice its size, so that small letters stay sharp. */
async function take(page: Page, name: string): Promise<void> {
  for (const [size, { viewport, pixelsWide }] of Object.entries(sizes)) {
    await page.setViewportSize(viewport)
    await page.locator('h1').first().waitFor()
    await page.waitForLoadState('networkidle')
    await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' })
    await page.evaluate(() => document.fonts.ready.then(() => undefined))
    const png = await page.screenshot({ animations: 'disabled', caret: 'hide' })
    const { size: bytes } = await sharp(png)
      .resize({ width: pixelsWide })
      .webp({ quality: 80, effort: 6 })
      .toFile(join(folder, `${name}-${size}.webp`))
    process.stdout.write(`${name}-${size}.webp  ${Math.round(bytes / 1024)} kB\n`)
    if (bytes > pictureBytesMax) throw new Error(`${name}-${size}.webp is heavier than ${pictureBytesMax} bytes`)
  }
  await page.setViewportSize(sizes.desktop.viewport)
}

async function look(page: Page, address: string, name: string): Promise<void> {
  await page.goto(address)
  await take(page, name)
}

/** Home, shelves and one record, up to the order's page. Leaves the title of what was bought. */
async function walkShop({ page, product: { shopUrl } }: Walk): Promise<string> {
  await look(page, `${shopUrl}/en`, 'home-en')
  await look(page, shopUrl, 'home')
  await look(page, `${shopUrl}/disques?medium=vinyl&genre=Jazz`, 'list')
  await look(page, `${shopUrl}/disques?q=miles+davis`, 'search')
  await page.goto(`${shopUrl}/disques?q=miles+davis&medium=vinyl&sort=price-down`)
  await page.locator('.card.free:not(:has(.lot)) h2 a').first().click()
  await page.locator('.buy').waitFor()
  await take(page, 'product')
  const french = page.url()
  await look(page, (await page.locator('link[hreflang=en]').getAttribute('href')) ?? '', 'product-en')
  await page.goto(french)
  const title = (await page.locator('h1').textContent()) ?? ''
  await page.getByRole('button', { name: 'Mettre au panier' }).click()
  await page.getByText(/Gardé pour vous/).waitFor()
  await look(page, `${shopUrl}/panier`, 'cart')
  await page.getByRole('link', { name: 'Commander' }).click()
  await fillCheckout(page)
  await take(page, 'checkout')
  await page.getByRole('button', { name: 'Commande avec obligation de paiement' }).click()
  await payByCard(page)
  await page.getByRole('heading', { name: /Merci Camille/ }).waitFor()
  await take(page, 'confirmation')
  return title
}

async function fillCheckout(page: Page): Promise<void> {
  const answers = {
    name: 'Camille Fournier',
    email: 'camille@example.org',
    line1: '3 quai des Sillons',
    postcode: '69001',
    city: 'Lyon',
  }
  for (const [field, answer] of Object.entries(answers)) await page.locator(`#${field}`).fill(answer)
  await page.evaluate(() => window.scrollTo(0, 0))
}

async function payByCard(page: Page): Promise<void> {
  const fields = page.frameLocator('iframe')
  await fields.locator('#number').fill('4242 4242 4242 4242')
  await fields.locator('#expiry').fill('09/39')
  await fields.locator('#cvc').fill('123')
  await take(page, 'payment')
  await page.locator('[data-pay-submit]').click()
}

async function walkOffice({ page, product: { shopUrl } }: Walk, soldTitle: string): Promise<void> {
  const office = `${shopUrl}/office`
  await page.goto(office)
  await page.getByRole('button', { name: /^demo@/ }).click()
  await page.getByRole('button', { name: 'Entrer' }).click()
  await page.getByRole('heading', { name: 'Aujourd’hui', level: 1 }).waitFor()
  await look(page, office, 'today')
  await tryImport(page, `${office}/imports`)
  // The demo's thousand copies go out one by one to eBay: minutes on a busy machine.
  await until({ what: 'the channels show what is on sale', timeoutMs: 900_000 }, () => isQuiet(page, shopUrl))
  await look(page, `${office}/channels`, 'channels')
  await page.goto(`${office}/orders`)
  await page.locator('main a[href*="/orders/"]').first().click()
  await page.getByRole('link', { name: soldTitle }).first().click()
  const story = page.getByRole('list', { name: 'Histoire de l’exemplaire' }).first()
  await story.getByText('Vendu', { exact: true }).waitFor()
  await take(page, 'timeline')
}

async function tryImport(page: Page, address: string): Promise<void> {
  await page.goto(address)
  const file = { name: 'ma-collection.csv', mimeType: 'text/csv', buffer: Buffer.from(collection) }
  await page.getByLabel('Choisir un fichier').setInputFiles(file)
  await page.getByRole('button', { name: 'Essayer' }).click()
  await page.getByText('Essayé').waitFor()
  await take(page, 'import')
}

/** True when both marketplaces are connected and nothing waits to be sent to them. */
async function isQuiet(page: Page, shopUrl: string): Promise<boolean> {
  const answer = await page.request.get(`${shopUrl}/api/v1/channels`)
  const { items } = await answer.json()
  const counts = items.map(({ counts }: { counts: { waiting: number; live: number } }) => counts)
  return counts.length === 2 && counts.every(({ waiting, live }: (typeof counts)[0]) => waiting === 0 && live > 0)
}

async function openBrowser(): Promise<{ context: BrowserContext; close(): Promise<void> }> {
  const executablePath = await findChromium()
  if (!executablePath) throw new Error('No Chromium found. Install one, or name it: CHROME=/path/to/chromium')
  const browser = await chromium.launch({
    executablePath,
    args: [...chromiumArgs],
    handleSIGINT: false,
    handleSIGTERM: false,
  })
  const context = await browser.newContext({
    deviceScaleFactor: 2,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    reducedMotion: 'reduce',
  })
  return { context, close: () => browser.close() }
}

const closers: (() => Promise<void>)[] = []
const closeAll = async (): Promise<void> => {
  for (const close of closers.splice(0).toReversed()) await close()
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void closeAll().finally(() => process.exit(1)))
}
try {
  await mkdir(folder, { recursive: true })
  const { context, close } = await openBrowser()
  closers.push(close)
  const product = await startProduct()
  closers.push(() => product.stop())
  const walk = { page: await context.newPage(), product }
  const soldTitle = await walkShop(walk)
  await walkOffice(walk, soldTitle)
  await look(walk.page, `${product.sandboxUrl}/ebay/`, 'marketplace')
} finally {
  await closeAll()
}
