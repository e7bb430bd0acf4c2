import { expect, test } from 'vitest'
import { useTrial } from '#sandbox/trial'

const trial = useTrial()
const account = '/sell/account/v1'
const taxonomy = '/commerce/taxonomy/v1/category_tree/71'
const get = (path: string) => trial.ebay.send(path)
const post = (path: string, json: unknown) => trial.ebay.send(path, { method: 'POST', json })

const aPolicy = (name: string) => ({
  name,
  marketplaceId: 'EBAY_FR',
  categoryTypes: [{ name: 'ALL_EXCLUDING_MOTORS_VEHICLES' }],
  handlingTime: { value: 2, unit: 'DAY' },
})

test('the seller has one policy of each kind and makes more', async () => {
  const listed = await get(`${account}/fulfillment_policy?marketplace_id=EBAY_FR`)
  expect(listed.body).toMatchObject({ total: 1, fulfillmentPolicies: [{ fulfillmentPolicyId: '6200000011' }] })
  expect((await get(`${account}/payment_policy?marketplace_id=EBAY_FR`)).body.paymentPolicies).toHaveLength(1)
  expect((await get(`${account}/return_policy?marketplace_id=EBAY_FR`)).body.returnPolicies).toHaveLength(1)

  const made = await post(`${account}/fulfillment_policy/`, aPolicy('Colissimo'))
  expect([made.status, made.body.name]).toEqual([201, 'Colissimo'])
  expect((await get(`${account}/fulfillment_policy/${made.body.fulfillmentPolicyId}`)).body.handlingTime.value).toBe(2)
  expect((await post(`${account}/fulfillment_policy/`, aPolicy('Colissimo'))).status).toBe(400)
  expect(
    (await get(`${account}/fulfillment_policy/get_by_policy_name?marketplace_id=EBAY_FR&name=Colissimo`)).status,
  ).toBe(200)
  const removed = await trial.ebay.send(`${account}/fulfillment_policy/${made.body.fulfillmentPolicyId}`, {
    method: 'DELETE',
  })
  expect(removed.status).toBe(204)
})

test('without opting in there are no business policies', async () => {
  expect((await post(`${account}/program/opt_in`, { programType: 'SELLING_POLICY_MANAGEMENT' })).status).toBe(409)
  await post(`${account}/program/opt_out`, { programType: 'SELLING_POLICY_MANAGEMENT' })
  const refused = await get(`${account}/return_policy?marketplace_id=EBAY_FR`)
  expect(refused.body.errors[0]).toMatchObject({ errorId: 20403, message: 'User is not eligible for Business Policy.' })
  await post(`${account}/program/opt_in`, { programType: 'SELLING_POLICY_MANAGEMENT' })
  expect((await get(`${account}/program/get_opted_in_programs`)).body.programs).toHaveLength(1)
})

test('a location is created once, and needs an address', async () => {
  const location = '/sell/inventory/v1/location/stand'
  expect((await post(location, {})).body.errors[0].errorId).toBe(25801)
  expect((await post(location, { location: { address: { city: 'Lyon' } } })).body.errors[0].errorId).toBe(25802)
  const body = { location: { address: { postalCode: '69001', country: 'FR' } }, name: 'Stand du marché' }
  expect((await post(location, body)).status).toBe(204)
  expect((await post(location, body)).status).toBe(409)
  expect((await get('/sell/inventory/v1/location')).body).toMatchObject({
    total: 1,
    locations: [{ merchantLocationKey: 'stand', merchantLocationStatus: 'ENABLED' }],
  })
})

test('words lead to a category, and the category says what it needs', async () => {
  const suggested = (await get(`${taxonomy}/get_category_suggestions?q=vinyle%2033%20tours`)).body.categorySuggestions
  expect(suggested[0].category).toEqual({ categoryId: '176985', categoryName: 'Vinyles' })
  expect((await get(`${taxonomy}/get_category_suggestions?q=tracteur`)).status).toBe(204)
  const { aspects } = (await get(`${taxonomy}/get_item_aspects_for_category?category_id=176985`)).body
  const required = aspects.filter(
    (aspect: { aspectConstraint: { aspectRequired: boolean } }) => aspect.aspectConstraint.aspectRequired,
  )
  expect(required.map((aspect: { localizedAspectName: string }) => aspect.localizedAspectName)).toEqual([
    'Artiste',
    'Titre',
    'Format',
  ])
  expect((await get(`${taxonomy}/get_item_aspects_for_category?category_id=11233`)).body.errors[0].errorId).toBe(62009)
  expect((await get('/commerce/taxonomy/v1/category_tree/0')).body.errors[0].errorId).toBe(62004)
  expect((await get(taxonomy)).status).toBe(200)
})

test('a category says which conditions it allows', async () => {
  const filter = encodeURIComponent('categoryIds:{176985|176984}')
  const { itemConditionPolicies: policies } = (
    await get(`/sell/metadata/v1/marketplace/EBAY_FR/get_item_condition_policies?filter=${filter}`)
  ).body
  const ids = policies.map(({ itemConditions }: { itemConditions: { conditionId: string }[] }) =>
    itemConditions.map(({ conditionId }) => conditionId),
  )
  expect(ids).toEqual([
    ['1000', '3000', '7000'],
    ['1000', '2750', '4000', '5000', '6000'],
  ])
})

test('an image goes up as a file and comes back as an https address', async () => {
  const send = (bytes: Uint8Array<ArrayBuffer>, field = 'image') => {
    const body = new FormData()
    body.append(field, new File([bytes], 'cover.jpg'))
    return trial.ebay.send('/commerce/media/v1_beta/image/create_image_from_file', { method: 'POST', body })
  }
  const made = await send(new Uint8Array([0xff, 0xd8, 0xff, 0xe0]))
  expect(made).toMatchObject({ status: 201, body: { imageUrl: expect.stringMatching(/^https:\/\/i\.ebayimg\.com\//) } })
  const path = (made.headers.get('location') ?? '').replace(/^.*\/ebay/, '')
  expect((await get(path)).body.imageUrl).toBe(made.body.imageUrl)
  expect((await send(new Uint8Array([1, 2, 3, 4]))).status).toBe(400)
  expect((await send(new Uint8Array([0xff, 0xd8, 0xff]), 'file')).status).toBe(400)
})
