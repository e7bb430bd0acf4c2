import { expect, test } from 'vitest'
import { woocommerce as vendor } from '#sandbox/woocommerce'
import { aPhoto, aWantedRecord, useShopTrial } from '#support/shop-trial'
import { wooFaults } from '../../../../test/contracts/woocommerce.ts'
import { woocommerce } from './index.ts'

const credentials = { consumerKey: 'ck_sandbox_woocommerce', consumerSecret: 'cs_sandbox_woocommerce' }
const trial = useShopTrial({
  maker: woocommerce,
  vendor,
  settings: { baseUrl: 'http://sandbox.test/woocommerce', publicUrl: 'https://shop.example/' },
  credentials,
  faultsOf: wooFaults,
})
const authorization = `Basic ${btoa(Object.values(credentials).join(':'))}`

async function ask(path: string, { method = 'GET', json }: { method?: string; json?: object } = {}) {
  const answer = await trial.sandbox.app.request(`/woocommerce/wp-json/wc/v3/${path}`, {
    method,
    headers: { Authorization: authorization },
    ...(json ? { body: JSON.stringify(json) } : {}),
  })
  return answer.json()
}

test('says artist, grade and condition as attributes, counts the stock and lets a unique copy be bought once', async () => {
  const { id } = await trial.list(aWantedRecord())
  expect(await ask(`products/${id}`)).toMatchObject({
    sku: 'E-7K3Q9',
    regular_price: '25.50',
    weight: '0.3',
    backorders: 'no',
    sold_individually: true,
    categories: [{ name: 'Vinyles' }],
    attributes: expect.arrayContaining([
      expect.objectContaining({ name: 'Artiste', options: ['John Coltrane'] }),
      expect.objectContaining({ name: 'État du disque', options: ['VG+'] }),
      expect.objectContaining({ name: 'État', options: ['Occasion'] }),
    ]),
  })
})

test('continues with the product that has its SKU, and keeps it', async () => {
  const own = await ask('products', {
    method: 'POST',
    json: { name: 'Blue Train', sku: 'E-7K3Q9', regular_price: '9.00' },
  })
  const { id } = await trial.list(aWantedRecord())
  expect(id).toBe(String(own.id))
  expect(trial.shelf()).toMatchObject([{ id, priceMinor: 2550, quantity: 1 }])
})

test('tells the seller when only the trash has the SKU', async () => {
  const own = await ask('products', { method: 'POST', json: { name: 'Blue Train', sku: 'E-7K3Q9' } })
  await ask(`products/${own.id}`, { method: 'DELETE' })
  expect(await trial.publish({ wanted: aWantedRecord(), known: undefined })).toMatchObject({
    kind: 'rejected',
    reasons: [{ code: 'woocommerce.sku-in-trash' }],
  })
})

test('one refused entry of a batch does not harm the others', async () => {
  const far = aWantedRecord({ sku: 'E-2', photos: [aPhoto('photos/a.jpg')] })
  const connector = trial.connect({
    settings: { ...(await trial.connector.setUp()).settings, publicUrl: 'ftp://shop.example' },
  })
  const answers = await connector.publish([
    { wanted: aWantedRecord(), known: undefined },
    { wanted: far, known: undefined },
  ])
  expect(answers).toMatchObject([
    { kind: 'live' },
    { kind: 'rejected', reasons: [{ code: 'woocommerce.woocommerce_product_image_upload_error' }] },
  ])
})

test('a photo is fetched once, a cover after it was drawn, and both stay when only the price changes', async () => {
  let drawn = 0
  const jpeg = async () => {
    drawn += 1
    return new Uint8Array([drawn])
  }
  const cover = { key: 'covers/ab.jpg', jpeg }
  const wanted = aWantedRecord({ photos: [aPhoto('photos/a.jpg'), cover] })
  const known = await trial.list(wanted)
  const { images } = await ask(`products/${known.id}`)
  expect([images.length, drawn]).toEqual([2, 1])
  await trial.publish({ wanted: { ...wanted, priceMinor: 3000 }, known })
  expect((await ask(`products/${known.id}`)).images).toEqual(images)
  expect(drawn).toBe(1)
})

test('a quantity that changes here never puts back what was sold there meanwhile', async () => {
  const wanted = aWantedRecord({ condition: 'new', quantity: 3 })
  const known = await trial.list(wanted)
  trial.buy(known.id)
  const lost = await trial.publish({ wanted: { ...wanted, quantity: 2 }, known })
  expect(lost).toMatchObject({ kind: 'lost', remote: { id: known.id } })
  expect(trial.shelf()).toMatchObject([{ quantity: 2 }])
})

test('a stock the shop gives back by itself stays hidden, and the next wish restores it', async () => {
  const known = await trial.list(aWantedRecord())
  const order = trial.buy(known.id)
  const [gone] = await trial.connector.withdraw([{ remote: known, kind: 'gone' }])
  await ask(`orders/${order}`, { method: 'PUT', json: { status: 'cancelled' } })
  expect(await ask(`products/${known.id}`)).toMatchObject({ status: 'private', stock_quantity: 1 })
  expect(trial.shelf()).toEqual([])
  expect(await trial.connector.readBack([known])).toEqual([{ kind: 'hidden' }])
  const revived = gone?.kind === 'withdrawn' ? gone.remote : undefined
  expect(await trial.publish({ wanted: aWantedRecord(), known: revived })).toMatchObject({ kind: 'live' })
  expect(trial.shelf()).toMatchObject([{ id: known.id, quantity: 1 }])
})

test('a product deleted there is gone for withdrawals and proofs, and lost for revisions', async () => {
  const known = await trial.list(aWantedRecord())
  await ask(`products/${known.id}?force=true`, { method: 'DELETE' })
  expect(await trial.publish({ wanted: aWantedRecord(), known })).toEqual({ kind: 'lost' })
  expect(await trial.connector.readBack([known])).toEqual([{ kind: 'absent' }])
  expect(await trial.connector.withdraw([{ remote: known, kind: 'held' }])).toEqual([
    { kind: 'withdrawn', remote: undefined },
  ])
})

test('a batch that is refused as a whole is sent again in halves', async () => {
  const batch = Array.from({ length: 101 }, (_, index) => ({
    wanted: aWantedRecord({ sku: `E-${index}` }),
    known: undefined,
  }))
  const answers = await trial.connector.publish(batch)
  expect(answers.filter(({ kind }) => kind === 'live')).toHaveLength(101)
  expect(trial.shelf()).toHaveLength(101)
})
