import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Cookie, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { discogs } from '#connectors/marketplaces/discogs'
import { placeApiOrder } from '#modules/orders'
import { searchItems } from '#modules/storefront'
import { ensureOwner } from '#modules/team'
import { createHttpClient } from '#platform/http-client'
import { silentLog } from '#platform/log'
import { createSandbox } from '#sandbox/server'
import { executablePath, useShopFront } from './shop-front.ts'

const front = useShopFront()
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const owner = { email: '', password: '' }

/** The demo's owner, and a marketplace in this process that the office can connect by its own form. */
beforeAll(async () => {
  const known = await ensureOwner(front.cx, { isDemo: true })
  if (known.kind === 'demo') Object.assign(owner, known)
  const sandbox = createSandbox({ store: ':memory:', now: () => new Date() })
  // The form asks for no address: what goes to the vendor ends in the sandbox.
  const fetch = (request: Request) =>
    sandbox.fetch(new Request(request.url.replace('https://api.discogs.com', 'http://sandbox.test/discogs'), request))
  const http = createHttpClient({ system: 'discogs', log: silentLog, fetch })
  Object.assign(front.cx.outside.connectors, { discogs: discogs(http) })
})

let cookies: Cookie[] = []

/** Signs in by the form once; later visits bring the session along, as guessing passwords is slowed down. */
async function signedIn(): Promise<Page> {
  const page = await front.visit()
  await page.context().addCookies(cookies)
  await page.goto('/office')
  const today = page.getByRole('heading', { name: 'Aujourd’hui', level: 1 })
  if (cookies.length === 0) {
    await page.getByLabel('Adresse e-mail').fill(owner.email)
    await page.getByLabel(/^Mot de passe/).fill(owner.password)
    await page.getByRole('button', { name: 'Entrer' }).click()
    await today.waitFor()
    cookies = await page.context().cookies()
  }
  await today.waitFor()
  return page
}

/** An order of one free copy, as a till or another site would place it. */
async function anApiOrder(name: string) {
  const { items } = await searchItems(front.cx, { text: '', filters: {}, sort: 'newest', page: 1 })
  const free = items.find((item) => item.availability === 'free' && !item.isLot)
  if (!free) throw new Error('the demo has a free copy')
  const address = { name, line1: '3 rue des Lilas', postcode: '69004', city: 'Lyon', country: 'FR' }
  const order = await placeApiOrder(front.cx, {
    lang: 'fr',
    buyer: { name },
    address,
    lines: [{ variantId: free.variantId, quantity: 1 }],
    deliveryMethod: 'pickup',
    deliveryMinor: 0,
    isPaid: true,
  })
  return { ...order, title: free.title }
}

const inBrowser = test.skipIf(!executablePath && !process.env.CI)

inBrowser('refuses a wrong password in words', async () => {
  const page = await front.visit()
  await page.goto('/office')
  await page.getByLabel('Adresse e-mail').fill(owner.email)
  await page.getByLabel(/^Mot de passe/).fill('not-the-password')
  await page.getByRole('button', { name: 'Entrer' }).click()
  await page.getByText('Adresse ou mot de passe incorrect.').waitFor()
})

inBrowser('shows today’s orders and leads to the one to pack', async () => {
  const order = await anApiOrder('Claire Martin')
  const page = await signedIn()
  await page.getByRole('link', { name: /à emballer/ }).click()
  await page.getByRole('link', { name: order.number }).click()
  await page.getByRole('heading', { name: `Commande ${order.number}` }).waitFor()
  await page.getByRole('button', { name: 'Marquer emballée' }).click()
  await page.getByRole('list', { name: 'Ce qui s’est passé' }).getByText('Colis emballé').waitFor()
})

inBrowser('says why an order may no longer be cancelled', async () => {
  const order = await anApiOrder('José da Silva')
  const page = await signedIn()
  await page.goto(`/office/orders/${order.orderId}`)
  await page.getByRole('button', { name: 'Marquer emballée' }).click()
  const cancel = page.getByRole('button', { name: 'Annuler' })
  await page.getByRole('button', { name: 'Marquer envoyée', disabled: false }).waitFor()
  await cancel.hover({ force: true })
  await page
    .getByRole('tooltip')
    .getByText(/c’est un retour/)
    .waitFor()
})

inBrowser('tells the story of a copy', async () => {
  const order = await anApiOrder('Ann Smith')
  const page = await signedIn()
  await page.goto(`/office/orders/${order.orderId}`)
  await page.getByRole('link', { name: order.title }).click()
  const story = page.getByRole('list', { name: 'Histoire de l’exemplaire' })
  await story.getByText('Vendu', { exact: true }).waitFor()
  await story.getByText(/Reçu, rangé en/).waitFor()
})

inBrowser('finds an order by its number from anywhere', async () => {
  const order = await anApiOrder('Yuki Tanaka')
  const page = await signedIn()
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder(/numéro de commande/).fill(order.number)
  await page.getByRole('button', { name: new RegExp(order.number) }).click()
  await page.getByRole('heading', { name: `Commande ${order.number}` }).waitFor()
})

inBrowser('connects a marketplace account and pauses it', async () => {
  const page = await signedIn()
  await page.getByRole('link', { name: 'Canaux' }).click()
  await page.getByRole('button', { name: 'Connecter un compte' }).first().click()
  await page.getByLabel('Nom de ce compte').fill('Discogs Lyon')
  await page.getByLabel(/^Jeton personnel/).fill('sandbox-discogs-token')
  await page.getByRole('button', { name: 'Vérifier et connecter' }).click()
  const account = page.getByRole('region', { name: 'Discogs Lyon' })
  await account.getByRole('button', { name: 'Mettre en pause' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Mettre en pause' }).click()
  await account.getByText('en pause', { exact: true }).waitFor()
  await account.getByRole('button', { name: 'Reprendre' }).waitFor()
})

inBrowser('tries an import out and explains the rejected row', async () => {
  const page = await signedIn()
  await page.getByRole('link', { name: 'Imports' }).click()
  const table = 'title,artist,price\nKind of Blue,Miles Davis,24.90\n,Nina Simone,12.00\n'
  const file = { name: 'stock.csv', mimeType: 'text/csv', buffer: Buffer.from(table) }
  await page.getByLabel('Choisir un fichier').setInputFiles(file)
  await page.getByRole('button', { name: 'Essayer' }).click()
  await page.getByRole('heading', { name: 'stock.csv' }).waitFor()
  await page.getByText('Essayé').waitFor()
  await page.getByText('Le titre manque.').waitFor()
})

inBrowser.each([
  '/',
  '/orders',
  '/catalogue',
  '/channels',
  '/holds',
  '/audit',
  '/double-sales',
  '/incidents',
  '/articles',
  '/redirects',
  '/imports',
  '/settings',
])('shows %s without a serious accessibility fault', async (path) => {
  const page = await signedIn()
  await page.goto(`/office${path === '/' ? '' : path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.evaluate(axeSource)
  const faults = await page.evaluate('axe.run().then((r) => r.violations.map((v) => v.impact + " " + v.id))')
  expect(faults).toEqual([])
})
