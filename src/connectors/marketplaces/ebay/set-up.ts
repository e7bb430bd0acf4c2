import { z } from 'zod'
import type { ConnectorLink } from '#modules/channels'
import { readAspects } from './aspects.ts'
import { bodyOf, type EbayClient } from './client.ts'
import type { EbayCategory } from './settings.ts'

const user = z.object({ username: z.string().optional(), userId: z.string().optional() })
const programs = z.object({ programs: z.array(z.object({ programType: z.string() })).default([]) })
const locations = z.object({
  locations: z
    .array(z.object({ merchantLocationKey: z.string(), merchantLocationStatus: z.string().optional() }))
    .default([]),
})
const policy = { marketplaceId: z.string().optional() }
const fulfillmentPolicies = z.object({
  fulfillmentPolicies: z.array(z.object({ ...policy, fulfillmentPolicyId: z.string() })).default([]),
})
const paymentPolicies = z.object({
  paymentPolicies: z.array(z.object({ ...policy, paymentPolicyId: z.string() })).default([]),
})
const returnPolicies = z.object({
  returnPolicies: z.array(z.object({ ...policy, returnPolicyId: z.string() })).default([]),
})

const account = '/sell/account/v1'
const ourName = 'Étal'
const locationKey = 'etal-boutique'

/** Everything eBay wants before the first offer; what exists already is used as it is. */
export async function setUp(client: EbayClient, settings: ConnectorLink['settings']) {
  await optIn(client)
  return {
    seller: await sellerName(client),
    settings: {
      currency: 'EUR',
      ...settings,
      marketplaceId: client.marketplaceId,
      fulfillmentPolicyId: await fulfillmentPolicy(client),
      paymentPolicyId: await paymentPolicy(client),
      returnPolicyId: await returnPolicy(client),
      merchantLocationKey: await location(client, settings),
      categories: await findCategories(client),
    },
  }
}

/** Only a name to show; consents given without the identity scope answer 403, and nothing depends on it. */
async function sellerName(client: EbayClient): Promise<string> {
  const answer = await client.call({ method: 'GET', host: 'identityUrl', path: '/commerce/identity/v1/user/' })
  if (answer.status >= 300) return ''
  const { username, userId } = bodyOf(user, answer)
  return username ?? userId ?? ''
}

async function optIn(client: EbayClient): Promise<void> {
  const programType = 'SELLING_POLICY_MANAGEMENT'
  const answer = await client.call({ method: 'GET', path: `${account}/program/get_opted_in_programs` })
  if (bodyOf(programs, answer).programs.some((program) => program.programType === programType)) return
  const joined = await client.call({ method: 'POST', path: `${account}/program/opt_in`, json: { programType } })
  if (joined.status !== 409) bodyOf(z.unknown(), joined)
}

const shared = (client: EbayClient) => ({
  name: ourName,
  marketplaceId: client.marketplaceId,
  categoryTypes: [{ name: 'ALL_EXCLUDING_MOTORS_VEHICLES' }],
})

const listPolicies = (client: EbayClient, kind: string) =>
  client.call({ method: 'GET', path: `${account}/${kind}?marketplace_id=${client.marketplaceId}` })

async function fulfillmentPolicy(client: EbayClient): Promise<string> {
  const [known] = bodyOf(fulfillmentPolicies, await listPolicies(client, 'fulfillment_policy')).fulfillmentPolicies
  if (known) return known.fulfillmentPolicyId
  const json = {
    ...shared(client),
    handlingTime: { unit: 'DAY', value: 3 },
    shippingOptions: [
      {
        optionType: 'DOMESTIC',
        costType: 'FLAT_RATE',
        shippingServices: [
          {
            sortOrder: 1,
            shippingCarrierCode: 'La Poste',
            shippingServiceCode: 'FR_ColiPostColissimo',
            shippingCost: { value: '6.90', currency: 'EUR' },
            additionalShippingCost: { value: '1.00', currency: 'EUR' },
            freeShipping: false,
          },
        ],
      },
    ],
  }
  const answer = await client.call({ method: 'POST', path: `${account}/fulfillment_policy/`, json })
  return bodyOf(z.object({ fulfillmentPolicyId: z.string() }), answer).fulfillmentPolicyId
}

async function paymentPolicy(client: EbayClient): Promise<string> {
  const [known] = bodyOf(paymentPolicies, await listPolicies(client, 'payment_policy')).paymentPolicies
  if (known) return known.paymentPolicyId
  const answer = await client.call({
    method: 'POST',
    path: `${account}/payment_policy`,
    json: { ...shared(client), immediatePay: true },
  })
  return bodyOf(z.object({ paymentPolicyId: z.string() }), answer).paymentPolicyId
}

/** Fourteen days are the buyer's right in the European Union; thirty is what eBay recommends. */
async function returnPolicy(client: EbayClient): Promise<string> {
  const [known] = bodyOf(returnPolicies, await listPolicies(client, 'return_policy')).returnPolicies
  if (known) return known.returnPolicyId
  const json = {
    ...shared(client),
    returnsAccepted: true,
    returnPeriod: { unit: 'DAY', value: 30 },
    returnShippingCostPayer: 'BUYER',
    refundMethod: 'MONEY_BACK',
  }
  const answer = await client.call({ method: 'POST', path: `${account}/return_policy`, json })
  return bodyOf(z.object({ returnPolicyId: z.string() }), answer).returnPolicyId
}

async function location(client: EbayClient, settings: ConnectorLink['settings']): Promise<string> {
  const answer = await client.call({ method: 'GET', path: '/sell/inventory/v1/location' })
  const known = bodyOf(locations, answer).locations.find((place) => place.merchantLocationStatus !== 'DISABLED')
  if (known) return known.merchantLocationKey
  const text = (name: string, fallback: string): string =>
    typeof settings[name] === 'string' ? settings[name] : fallback
  const address = {
    postalCode: text('postalCode', '69001'),
    city: text('city', 'Lyon'),
    country: text('country', 'FR'),
  }
  const json = { name: ourName, location: { address }, locationTypes: ['WAREHOUSE'], merchantLocationStatus: 'ENABLED' }
  bodyOf(z.unknown(), await client.call({ method: 'POST', path: `/sell/inventory/v1/location/${locationKey}`, json }))
  return locationKey
}

const tree = z.object({ categoryTreeId: z.string() })
const suggestions = z.object({
  categorySuggestions: z.array(z.object({ category: z.object({ categoryId: z.string() }) })).default([]),
})
const policies = z.object({
  itemConditionPolicies: z
    .array(z.object({ itemConditions: z.array(z.object({ conditionId: z.string() })).default([]) }))
    .default([]),
})

/** The known id is used when the site suggests it, too; ids may differ per site, so the site has the last word. */
const searches = {
  vinyl: { text: 'vinyle 33 tours', knownId: '176985' },
  cd: { text: 'CD musique', knownId: '176984' },
  cassette: { text: 'cassette audio musique', knownId: '176983' },
} as const

async function findCategories(client: EbayClient) {
  const path = `/commerce/taxonomy/v1/get_default_category_tree_id?marketplace_id=${client.marketplaceId}`
  const { categoryTreeId } = bodyOf(tree, await client.call({ method: 'GET', path }))
  return {
    vinyl: await findCategory(client, categoryTreeId, searches.vinyl),
    cd: await findCategory(client, categoryTreeId, searches.cd),
    cassette: await findCategory(client, categoryTreeId, searches.cassette),
  }
}

async function findCategory(
  client: EbayClient,
  treeId: string,
  search: { text: string; knownId: string },
): Promise<EbayCategory> {
  const taxonomy = `/commerce/taxonomy/v1/category_tree/${treeId}`
  const query = new URLSearchParams({ q: search.text })
  const suggested = await client.call({ method: 'GET', path: `${taxonomy}/get_category_suggestions?${query}` })
  const ids =
    suggested.status === 204
      ? []
      : bodyOf(suggestions, suggested).categorySuggestions.map(({ category }) => category.categoryId)
  const id = ids.includes(search.knownId) ? search.knownId : (ids[0] ?? search.knownId)
  return { id, conditionIds: await conditionIds(client, id), ...(await readAspects(client, treeId, id)) }
}

async function conditionIds(client: EbayClient, categoryId: string): Promise<string[]> {
  const query = new URLSearchParams({ filter: `categoryIds:{${categoryId}}` })
  const path = `/sell/metadata/v1/marketplace/${client.marketplaceId}/get_item_condition_policies?${query}`
  const answer = await client.call({ method: 'GET', path })
  if (answer.status === 204) return []
  return bodyOf(policies, answer).itemConditionPolicies.flatMap(({ itemConditions }) =>
    itemConditions.map(({ conditionId }) => conditionId),
  )
}
