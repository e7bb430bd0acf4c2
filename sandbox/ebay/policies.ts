import { Hono } from 'hono'
import { z } from 'zod'
import type { Machine } from '#sandbox/machine'
import { type EbayContext, type EbayEnv, jsonBody, marketplaceId } from './access.ts'
import { readBody, refuseEbay } from './errors.ts'
import {
  findPolicy,
  insertPolicy,
  isOptedIn,
  listPolicies,
  listPrograms,
  type Policy,
  PolicyBody,
  type PolicyKind,
  policyKinds,
  removePolicy,
  replacePolicy,
  setOptIn,
} from './policy-store.ts'
import { sellingLimit } from './seller.ts'

const domain = 'API_ACCOUNT'
const lists = { fulfillment: 'fulfillmentPolicies', payment: 'paymentPolicies', return: 'returnPolicies' } as const
const OptBody = z.object({
  programType: z.enum(['SELLING_POLICY_MANAGEMENT', 'OUT_OF_STOCK_CONTROL', 'PARTNER_MOTORS_DEALER']),
})

/** The Account API: business policies, the programs a seller joined, and the selling limits. */
export function policies(machine: Machine): Hono<EbayEnv> {
  const app = new Hono<EbayEnv>()

  app.get('/privilege', (c) => c.json({ sellerRegistrationCompleted: true, sellingLimit }))
  app.get('/program/get_opted_in_programs', (c) => {
    return c.json({ programs: listPrograms(machine).map((programType) => ({ programType })) })
  })
  for (const [path, isIn] of [
    ['opt_in', true],
    ['opt_out', false],
  ] as const) {
    app.post(`/program/${path}`, async (c) => {
      const { programType } = readBody(OptBody, await jsonBody(c))
      if (isIn && listPrograms(machine).includes(programType))
        refuseEbay(409, domain, [25803, `${programType} already exists.`])
      setOptIn(machine, programType, isIn)
      return c.json({})
    })
  }
  for (const kind of policyKinds) {
    // The contract writes the creation of a fulfillment policy with a slash at the end, the others without.
    for (const path of [`/${kind}_policy`, `/${kind}_policy/`]) app.post(path, (c) => createPolicy(machine, kind, c))
    app.route(`/${kind}_policy`, policyRoutes(machine, kind))
  }
  return app
}

function policyRoutes(machine: Machine, kind: PolicyKind): Hono<EbayEnv> {
  const app = new Hono<EbayEnv>()
  app.use(async (_c, next) => {
    requireOptIn(machine)
    await next()
  })

  app.get('/', (c) => {
    const found = listPolicies(machine, kind, marketplaceOf(c)).map(policyView)
    const href = `${c.get('base')}/sell/account/v1/${kind}_policy?marketplace_id=${marketplaceId}`
    return c.json({ href, limit: 0, offset: 0, total: found.length, [lists[kind]]: found })
  })
  app.get('/get_by_policy_name', (c) => {
    const name = c.req.query('name') ?? refuseEbay(400, domain, [20401, 'Missing field name.'])
    const found = listPolicies(machine, kind, marketplaceOf(c)).find((policy) => policy.name === name)
    return c.json(policyView(found ?? refuseEbay(400, domain, [20404, 'policy not found.'])))
  })
  app.get('/:id', (c) => c.json(policyView(policyOf(machine, kind, c.req.param('id')))))
  app.put('/:id', async (c) => {
    const { id } = policyOf(machine, kind, c.req.param('id'))
    const document = checkPolicy(readBody(PolicyBody, await jsonBody(c)))
    replacePolicy(machine, id, { name: document.name ?? '', document })
    return c.json(policyView(policyOf(machine, kind, String(id))))
  })
  app.delete('/:id', (c) => {
    removePolicy(machine, policyOf(machine, kind, c.req.param('id')).id)
    return c.body(null, 204)
  })
  return app
}

function requireOptIn(machine: Machine): void {
  if (!isOptedIn(machine)) refuseEbay(400, domain, [20403, 'User is not eligible for Business Policy.'])
}

async function createPolicy(machine: Machine, kind: PolicyKind, c: EbayContext) {
  requireOptIn(machine)
  const document = checkPolicy(readBody(PolicyBody, await jsonBody(c)))
  const { name = '' } = document
  if (listPolicies(machine, kind, marketplaceId).some((policy) => policy.name === name)) {
    refuseEbay(400, domain, [20400, `Invalid request. A policy named ${name} already exists.`])
  }
  const id = insertPolicy(machine, { kind, marketplaceId, name, document })
  c.header('Location', `${c.get('base')}/sell/account/v1/${kind}_policy/${id}`)
  return c.json(policyView(policyOf(machine, kind, String(id))), 201)
}

function marketplaceOf(c: EbayContext): string {
  const asked = c.req.query('marketplace_id') ?? refuseEbay(400, domain, [20401, 'Missing field marketplace_id.'])
  return asked === marketplaceId ? asked : refuseEbay(400, domain, [20403, 'Invalid marketplaceId.'])
}

function checkPolicy(body: PolicyBody): PolicyBody {
  if (!body.name) refuseEbay(400, domain, [20401, 'Missing field name.'])
  if (body.marketplaceId !== marketplaceId) refuseEbay(400, domain, [20403, 'Invalid marketplaceId.'])
  if (!body.categoryTypes?.length) refuseEbay(400, domain, [20401, 'Missing field categoryTypes.'])
  return body
}

function policyOf(machine: Machine, kind: PolicyKind, id: string): Policy {
  return findPolicy(machine, kind, id) ?? refuseEbay(404, domain, [20404, 'policy not found.'])
}

const policyView = ({ id, kind, document }: Policy) => ({ ...document, [`${kind}PolicyId`]: String(id) })

const everything = [{ name: 'ALL_EXCLUDING_MOTORS_VEHICLES', default: true }]

/** A seller who already trades has policies; a new one is made by opting out and deleting them. */
export function giveFirstPolicies(machine: Machine): void {
  if (listPrograms(machine).length > 0) return
  setOptIn(machine, 'SELLING_POLICY_MANAGEMENT', true)
  const names = { fulfillment: 'Lettre suivie et Colissimo', payment: 'Paiement immédiat', return: 'Retours 14 jours' }
  const details = {
    fulfillment: { handlingTime: { value: 3, unit: 'DAY' } },
    payment: { immediatePay: true },
    return: { returnsAccepted: true, returnPeriod: { value: 14, unit: 'DAY' }, returnShippingCostPayer: 'BUYER' },
  }
  for (const kind of policyKinds) {
    const document = { name: names[kind], marketplaceId, categoryTypes: everything, ...details[kind] }
    insertPolicy(machine, { kind, marketplaceId, name: names[kind], document })
  }
}
