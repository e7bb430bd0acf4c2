import type { ConnectorLimits, ConnectorMaker, ConnectorSupport } from '#modules/channels'
import type { HttpClient } from '#platform/http-client'
import { createClient } from './client.ts'
import { notifications } from './notifications.ts'
import { cancelOrder, shipOrder } from './order-commands.ts'
import { ordersSince } from './orders.ts'
import { findAll, listAll, readBack } from './products.ts'
import { publishAll, type Session } from './publish.ts'
import { setUp } from './set-up.ts'
import { shopifySettings } from './settings.ts'
import { withdrawAll } from './withdraw.ts'

/**
 * Shopify counts points, not requests: a document of our batches asks for about 200, the bucket of the smallest plan
 * holds 2,000 and fills by 100 a second; uploads of photos cost none. What is too much answers THROTTLED, with the time to
 * wait, so the count of requests only keeps a runaway in check.
 */
const shopifyLimits: ConnectorLimits = {
  titleCharsMax: 255,
  descriptionCharsMax: 5000,
  imagesMax: 10,
  quantityMax: 999,
  batchMax: 10,
  budgetOf: 'account',
  requestsPerMinute: 240,
  requestsBurst: 40,
  requestsReserved: 10,
  isGradeRequired: false,
  lowestGrade: 'P',
  needs: [],
  media: ['vinyl', 'cd', 'cassette', 'other'],
  canRepeatCreation: false,
  creationSettlesMs: 5_000,
  ordersPollMs: 60_000,
}

const shopifySupport: ConnectorSupport = {
  orders: 'push and poll',
  isSaleKnownBeforePayment: true,
  publishes: 'at once',
  withdraws: 'at once',
  canDecideOrders: false,
  canCancelOrders: 'whole and part',
  canShipOrders: true,
  hasStanding: false,
  contract: 'Admin GraphQL 2026-10, the complete introspection',
  unverified: [
    'what a document really costs, and the bucket of the plan',
    'how long an idempotency key is remembered',
    'whether a metafield of type id accepts every SKU of ours',
    'whether the pictures of one product may be shown by another at once',
  ],
}

export const shopify = (http: HttpClient): ConnectorMaker => ({
  name: 'shopify',
  label: 'Shopify',
  fields: [
    { name: 'baseUrl', kind: 'url', isRequired: true, example: 'https://ma-boutique.myshopify.com' },
    { name: 'token', kind: 'secret', isRequired: true },
    { name: 'appSecret', kind: 'secret', isRequired: false },
  ],
  support: shopifySupport,
  limits: shopifyLimits,
  http,
  connect(link) {
    const client = createClient(link)
    const settings = shopifySettings.parse(link.settings)
    const session: Session = { client, settings, pictures: link.pictures }
    return {
      setUp: () => setUp(client, link.settings),
      publish: (batch) => publishAll(session, batch),
      withdraw: (batch) => withdrawAll(session, batch),
      readBack: (batch) => readBack(client, batch, settings),
      findBySku: (batch) => findAll(client, batch, settings),
      listAll: (page) => listAll(client, page, settings),
      ordersSince: (cursor) => ordersSince(client, cursor),
      cancelOrder: (order, cancellation) => cancelOrder(client, order, cancellation),
      shipOrder: (order, parcel) => shipOrder(client, order, parcel),
      notifications: notifications(client, link),
    }
  },
})
