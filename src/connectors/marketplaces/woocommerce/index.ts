import type { ConnectorLimits, ConnectorMaker, ConnectorSupport } from '#modules/channels'
import type { HttpClient } from '#platform/http-client'
import { cancelOrder } from './cancel.ts'
import { createClient } from './client.ts'
import { findBySku, listAll, readBack } from './find.ts'
import { notifications } from './notifications.ts'
import { ordersSince } from './orders.ts'
import { publishAll } from './publish.ts'
import { setUp } from './set-up.ts'
import { wooSettings } from './settings.ts'
import { shipOrder } from './ship.ts'
import { withdrawAll } from './withdraw.ts'

/**
 * A batch may hold 100 entries; 25 end well within the half minute a usual host gives a request that also fetches
 * pictures. WooCommerce has no rate limit, its host has one that nobody tells: two requests a second disturb no shop.
 */
const woocommerceLimits: ConnectorLimits = {
  titleCharsMax: 200,
  descriptionCharsMax: 10_000,
  imagesMax: 12,
  quantityMax: 999,
  batchMax: 25,
  budgetOf: 'account',
  requestsPerMinute: 120,
  requestsBurst: 20,
  requestsReserved: 6,
  isGradeRequired: false,
  lowestGrade: 'P',
  needs: [],
  media: ['vinyl', 'cd', 'cassette', 'other'],
  canRepeatCreation: true,
  creationSettlesMs: 0,
  ordersPollMs: 60_000,
}

const woocommerceSupport: ConnectorSupport = {
  orders: 'push and poll',
  isSaleKnownBeforePayment: true,
  publishes: 'at once',
  withdraws: 'at once',
  canDecideOrders: false,
  canCancelOrders: 'whole and part',
  canShipOrders: true,
  hasStanding: false,
  contract:
    'no machine-readable file is published; every exchange of every test is held against strict schemas written from the REST documentation (wc/v3)',
  unverified: [
    'how a given host limits requests',
    'what plugins change of products, orders and statuses',
    'which payment gateways pay back through the API (asked for each order)',
  ],
}

export const woocommerce = (http: HttpClient): ConnectorMaker => ({
  name: 'woocommerce',
  label: 'WooCommerce',
  fields: [
    { name: 'baseUrl', kind: 'url', isRequired: true, example: 'https://maboutique.fr' },
    { name: 'consumerKey', kind: 'secret', isRequired: true, example: 'ck_…' },
    { name: 'consumerSecret', kind: 'secret', isRequired: true, example: 'cs_…' },
    { name: 'publicUrl', kind: 'url', isRequired: false, example: 'https://boutique.example' },
  ],
  support: woocommerceSupport,
  limits: woocommerceLimits,
  http,
  connect(link) {
    const client = createClient(link)
    const session = () => ({ client, settings: wooSettings.parse(link.settings) })
    return {
      setUp: () => setUp(client, link.settings),
      publish: (batch) => publishAll(session(), batch),
      withdraw: (batch) => withdrawAll(client, batch),
      findBySku: (batch) => findBySku(client, batch),
      readBack: (batch) => readBack(client, batch),
      listAll: (page) => listAll(client, page),
      ordersSince: (cursor) => ordersSince(client, cursor),
      cancelOrder: (order, cancellation) => cancelOrder(session(), order, cancellation),
      shipOrder: (order, parcel) => shipOrder(session(), order, parcel),
      notifications: notifications(client, link),
    }
  },
})
