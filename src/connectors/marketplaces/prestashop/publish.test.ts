import { expect, test } from 'vitest'
import { planFault } from '#sandbox/faults'
import { prestashop as vendor } from '#sandbox/prestashop'
import { aPhoto, aWantedRecord, useShopTrial } from '#support/shop-trial'
import { prestaFaults } from '../../../../test/contracts/prestashop.ts'
import { prestashop } from './index.ts'

const key = 'SANDBOXPRESTASHOPKEY000000000001'
const trial = useShopTrial({
  maker: prestashop,
  vendor,
  settings: { baseUrl: 'http://sandbox.test/prestashop' },
  credentials: { key },
  faultsOf: prestaFaults,
})

async function ask(path: string, { method = 'GET', xml }: { method?: string; xml?: string } = {}): Promise<string> {
  const answer = await trial.sandbox.app.request(`/prestashop/api/${path}`, {
    method,
    headers: { Authorization: `Basic ${btoa(`${key}:`)}` },
    ...(xml ? { body: `<prestashop>${xml}</prestashop>` } : {}),
  })
  return answer.text()
}
const value = (text: string, name: string) =>
  new RegExp(`<${name}[^>]*>(?:<language[^>]*>)?<!\\[CDATA\\[(.*?)\\]\\]>`, 's').exec(text)?.[1] ?? ''
const imagesOf = (text: string) => [...text.matchAll(/<image><id><!\[CDATA\[(\d+)/g)].map((match) => match[1])

test('says everything in every language of the shop, fitted to what its fields take', async () => {
  const { id } = await trial.list(
    aWantedRecord({ title: 'Earth & Fire – Song #1 <live>', description: 'Disque : VG+ & <beau>.' }),
  )
  const shown = await ask(`products/${id}`)
  expect(value(shown, 'name')).toBe('Earth & Fire – Song 1 live')
  expect(value(shown, 'link_rewrite')).toBe('earth-fire-song-1-live')
  expect(value(shown, 'description')).toContain(
    '<p>Disque : VG+ &amp; &lt;beau&gt;.</p><ul><li>Artiste : John Coltrane</li>',
  )
  expect([value(shown, 'condition'), value(shown, 'price'), value(shown, 'weight')]).toEqual([
    'used',
    '25.500000',
    '0.300000',
  ])
  expect(shown.match(/<name>.*?<\/name>/s)?.[0].match(/Earth & Fire/g)).toHaveLength(2)
})

test('a change keeps what only the seller wrote', async () => {
  const known = await trial.list(aWantedRecord())
  const mine =
    '<meta_title><language id="1">Ma page</language></meta_title><supplier_reference>S-1</supplier_reference>'
  const others =
    '<price>25.5</price><active>1</active><available_for_order>1</available_for_order><name><language id="1">x</language></name>'
  await ask(`products/${known.id}`, {
    method: 'PUT',
    xml: `<product><id>${known.id}</id>${others}${mine}<reference>E-7K3Q9</reference></product>`,
  })
  expect(await trial.publish({ wanted: aWantedRecord({ priceMinor: 3000 }), known })).toMatchObject({ kind: 'live' })
  const shown = await ask(`products/${known.id}`)
  expect([value(shown, 'price'), value(shown, 'supplier_reference'), value(shown, 'meta_title')]).toEqual([
    '30.000000',
    'S-1',
    'Ma page',
  ])
  expect(trial.shelf()).toMatchObject([{ quantity: 1, priceMinor: 3000 }])
})

test('continues with a product that has its SKU, and with one of its own that was interrupted', async () => {
  planFault(trial.sandbox.machine, {
    vendor: 'prestashop',
    kind: 'connection-reset',
    method: 'PUT',
    path: '/stock_availables',
  })
  await expect(trial.publish({ wanted: aWantedRecord(), known: undefined })).rejects.toThrow('no answer')
  expect(trial.shelf()).toEqual([])
  const trace = { sku: 'E-7K3Q9', startedAt: trial.now(), data: {} }
  expect(await trial.connector.findBySku([trace])).toMatchObject([{ kind: 'found', state: { kind: 'hidden' } }])
  const { id } = await trial.list(aWantedRecord())
  expect([id, trial.shelf().length]).toEqual(['1', 1])
})

test('a product with its SKU that was sold meanwhile is not offered again', async () => {
  const { id } = await trial.list(aWantedRecord())
  trial.buy(id)
  expect(await trial.publish({ wanted: aWantedRecord(), known: undefined })).toMatchObject({
    kind: 'lost',
    remote: { id },
  })
})

test('pictures are uploaded once, and replaced when they change', async () => {
  const wanted = aWantedRecord({ photos: [aPhoto('photos/a.jpg'), aPhoto('photos/b.jpg')] })
  const known = await trial.list(wanted)
  expect(imagesOf(await ask(`products/${known.id}`))).toEqual(['1', '2'])
  const same = await trial.publish({ wanted: { ...wanted, priceMinor: 3000 }, known })
  expect(imagesOf(await ask(`products/${known.id}`))).toEqual(['1', '2'])
  const before = same?.kind === 'live' ? same.remote : known
  await trial.publish({ wanted: { ...wanted, photos: [aPhoto('photos/c.jpg')] }, known: before })
  expect(imagesOf(await ask(`products/${known.id}`))).toEqual(['3'])
})

test('a value the shop does not take is a rejection that names the field', async () => {
  expect(await trial.publish({ wanted: aWantedRecord({ sku: 'E<1>' }), known: undefined })).toMatchObject({
    kind: 'rejected',
    reasons: [{ code: 'prestashop.85', field: 'reference' }],
  })
})

test('a quantity that changes here never puts back what was sold there meanwhile', async () => {
  const wanted = aWantedRecord({ condition: 'new', quantity: 3 })
  const known = await trial.list(wanted)
  trial.buy(known.id)
  expect(await trial.publish({ wanted: { ...wanted, quantity: 2 }, known })).toMatchObject({ kind: 'lost' })
  expect(trial.shelf()).toMatchObject([{ quantity: 2 }])
})

test('a withdrawn product is empty and offline, and comes back as it was', async () => {
  const known = await trial.list(aWantedRecord())
  const [answer] = await trial.connector.withdraw([{ remote: known, kind: 'held' }])
  expect(value(await ask(`products/${known.id}`), 'active')).toBe('0')
  expect(value(await ask(`stock_availables/${known.id}`), 'quantity')).toBe('0')
  const revived = answer?.kind === 'withdrawn' ? answer.remote : undefined
  expect(await trial.publish({ wanted: aWantedRecord(), known: revived })).toMatchObject({
    kind: 'live',
    remote: { id: known.id },
  })
  expect(trial.shelf()).toMatchObject([{ id: known.id, quantity: 1 }])
})

test('a product deleted there is gone for withdrawals and proofs, and lost for revisions', async () => {
  const known = await trial.list(aWantedRecord())
  await ask(`products/${known.id}`, { method: 'DELETE' })
  expect(await trial.publish({ wanted: aWantedRecord(), known })).toEqual({ kind: 'lost' })
  expect(await trial.connector.readBack([known])).toEqual([{ kind: 'absent' }])
  expect(await trial.connector.withdraw([{ remote: known, kind: 'gone' }])).toEqual([
    { kind: 'withdrawn', remote: undefined },
  ])
})

test('looks up more SKUs than fit into one address', async () => {
  const { id } = await trial.list(aWantedRecord())
  const traces = Array.from({ length: 150 }, (_, index) => ({ sku: `X-${index}`, startedAt: trial.now(), data: {} }))
  const found = await trial.connector.findBySku([...traces, { sku: 'E-7K3Q9', startedAt: trial.now(), data: {} }])
  expect(found.filter(({ kind }) => kind === 'absent')).toHaveLength(150)
  expect(found.at(-1)).toMatchObject({ kind: 'found', remote: { id } })
})
