import type { ConnectorLimits, ConnectorMaker, ConnectorSupport } from '#modules/channels'
import type { HttpClient } from '#platform/http-client'
import { createClient } from './client.ts'
import { cancelOrder, shipOrder } from './commands.ts'
import { findBySku, listAll, readBack } from './find.ts'
import { ordersSince } from './orders.ts'
import { publishAll } from './publish.ts'
import { setUp } from './set-up.ts'
import { prestaSettings } from './settings.ts'
import { withdrawAll } from './withdraw.ts'

/**
 * The webservice has no batches and no rate limit; its host has one that nobody tells: we count on 240 in any minute, a burst
 * among them. A new product takes four requests and one per picture. A withdrawal takes four: the reserve holds four of them.
 */
const prestashopLimits: ConnectorLimits = {
  titleCharsMax: 128,
  descriptionCharsMax: 10_000,
  imagesMax: 6,
  quantityMax: 999,
  batchMax: 3,
  publishMax: 1,
  budgetOf: 'account',
  requestsPerMinute: 190,
  requestsBurst: 40,
  requestsReserved: 16,
  isGradeRequired: false,
  lowestGrade: 'P',
  needs: [],
  media: ['vinyl', 'cd', 'cassette', 'other'],
  canRepeatCreation: false,
  creationSettlesMs: 5_000,
  ordersPollMs: 60_000,
}

const prestashopSupport: ConnectorSupport = {
  orders: 'poll',
  isSaleKnownBeforePayment: true,
  publishes: 'at once',
  withdraws: 'at once',
  canDecideOrders: false,
  canCancelOrders: 'whole',
  canShipOrders: true,
  hasStanding: false,
  contract:
    'no machine-readable file is published; every exchange of every test is held against strict schemas written from the webservice reference (resources and their fields)',
  unverified: [
    'how a given host limits requests',
    'what modules and overrides change of products, states and stock',
    'several shops in one installation',
    'the Admin API of PrestaShop 9, which is not used',
  ],
}

export const prestashop = (http: HttpClient): ConnectorMaker => ({
  name: 'prestashop',
  label: 'PrestaShop',
  fields: [
    { name: 'baseUrl', kind: 'url', isRequired: true, example: 'https://maboutique.fr' },
    { name: 'key', kind: 'secret', isRequired: true, example: 'ZR92FNY5UFRERNI3O9Z5QDHWKTP3YIIT' },
  ],
  support: prestashopSupport,
  limits: prestashopLimits,
  http,
  connect(link) {
    const client = createClient(link)
    const session = () => ({ client, settings: prestaSettings.parse(link.settings) })
    return {
      setUp: () => setUp(client, link.settings),
      publish: (batch) => publishAll(session(), batch),
      withdraw: (batch) => withdrawAll(client, batch),
      findBySku: (batch) => findBySku(client, batch),
      readBack: (batch) => readBack(client, batch),
      listAll: (page) => listAll(client, page),
      ordersSince: (cursor) => ordersSince(session(), cursor),
      cancelOrder: (order, cancellation) => cancelOrder(client, order, cancellation),
      shipOrder: (order, parcel) => shipOrder(client, order, parcel),
    }
  },
})
