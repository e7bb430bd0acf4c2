import { expect, test } from 'vitest'
import { aDiscogsListing, useTrial } from '#sandbox/trial'

const trial = useTrial()
const html = { Accept: 'text/html', 'Accept-Language': 'fr' }

const create = async (changes = {}) =>
  (await trial.discogs('/marketplace/listings', { method: 'POST', json: aDiscogsListing(changes) })).body.listing_id
const page = (path: string) => trial.call({ path, headers: html })

test('the page says in both languages that it is not the real site', async () => {
  const french = await page('/discogs/')
  expect(french.text).toContain('ce n’est pas le vrai site')
  expect(french.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect((await page('/discogs/?lang=en')).text).toContain('this is not the real site')
})

test('what a seller wrote is text, never markup', async () => {
  await create({ external_id: '<script>alert(1)</script>' })
  const { text } = await page('/discogs/')
  expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(text).not.toContain('<script>alert')
})

test('a person buys with a plain form, and a second buyer is told why not', async () => {
  const id = await create()
  const buy = () => trial.call({ path: `/discogs/_buy/${id}?lang=fr`, method: 'POST', headers: html })
  const bought = await buy()
  expect(bought.status).toBe(303)
  expect((await page(bought.headers.get('location') ?? '')).text).toMatch(/Acheté : la commande \d+-1 est passée/)
  const refused = await buy()
  expect(refused.status).toBe(409)
  expect(refused.text).toContain('cet article n’est plus en vente')
  const unknown = await trial.call({ path: '/discogs/_buy/1', method: 'POST', headers: html })
  expect([unknown.status, unknown.text.includes('n’existe pas')]).toEqual([404, true])
})

test('listings are searched and paged, ended ones only on request', async () => {
  for (let copy = 1; copy <= 51; copy += 1) await create({ external_id: `SKU-${copy}` })
  expect((await page('/discogs/')).text).toContain('page 1 sur 2')
  expect((await page('/discogs/?page=2')).text).toContain('SKU-1 ·')
  expect((await page('/discogs/?q=sku-51')).text).toContain('Annonces (1)')
  await trial.buy('discogs', await create({ external_id: 'GONE' }))
  expect((await page('/discogs/?q=gone')).text).toContain('Aucune annonce')
  expect((await page('/discogs/?q=gone&all=1')).text).toContain('Annonces (1)')
})

test('the script asks for the changing part alone', async () => {
  const { text } = await page('/discogs/?part=live')
  expect(text).not.toContain('<html')
  expect(text).toContain('Annonces (0)')
})

test('texts exist in both languages', async () => {
  const [fr, en] = await Promise.all([import('#texts/fr/sandbox.json'), import('#texts/en/sandbox.json')])
  expect(Object.keys(fr.default)).toEqual(Object.keys(en.default))
})
