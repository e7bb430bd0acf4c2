import type { ConnectorLimits, ConnectorMaker, ConnectorSupport } from '#modules/channels'
import type { HttpClient } from '#platform/http-client'
import { createClient, type TokenCache } from './client.ts'

export { conditionOf } from './conditions.ts'

import { listAll } from './list-all.ts'
import { type KeyCache, notifications } from './notifications.ts'
import { findOffer, findOfferOfSku, type OfferMemory, stateOf } from './offers.ts'
import { cancelOrder, shipOrder } from './order-commands.ts'
import { ordersSince } from './orders.ts'
import { publishAll } from './publish.ts'
import { setUp } from './set-up.ts'
import { ebaySettings } from './settings.ts'
import { sellerStanding } from './standing.ts'
import { withdrawAll } from './withdraw.ts'

/**
 * Inventory API: 25 entries a bulk call, 250 revisions of a listing a day. The Media API's 50 requests in 5 seconds are
 * the narrowest gate, so the whole account keeps below it (developer.ebay.com, read 2026-11).
 */
export const ebayLimits: ConnectorLimits = {
  titleCharsMax: 80,
  descriptionCharsMax: 4000,
  imagesMax: 12,
  quantityMax: 999,
  batchMax: 25,
  budgetOf: 'account',
  requestsPerMinute: 540,
  requestsBurst: 45,
  requestsReserved: 10,
  isGradeRequired: true,
  lowestGrade: 'G',
  needs: ['photo'],
  media: ['vinyl', 'cd', 'cassette'],
  canRepeatCreation: true,
  creationSettlesMs: 0,
  ordersPollMs: 60_000,
}

const ebaySupport: ConnectorSupport = {
  orders: 'push and poll',
  isSaleKnownBeforePayment: false,
  publishes: 'at once',
  withdraws: 'at once',
  canDecideOrders: false,
  canCancelOrders: 'whole',
  canShipOrders: true,
  hasStanding: true,
  contract:
    'OpenAPI files of the Sell, Commerce and Post-Order APIs; every exchange of every test is held against them',
  unverified: [
    'which conditions and aspects EBAY_FR asks for music (read at run time)',
    'the shipping service code of the policy we create',
    "quantity 0 without the account's out-of-stock option",
    'cancelling single lines: the published contract of cancellations describes no bodies',
    'the carrier codes for France, and which rates the seller standards of France name',
    'how long a push is repeated (what is older than an hour is refused; the poll has it)',
  ],
}

/** Tokens and keys are kept for the life of the process; they can be had again. */
export function ebay(http: HttpClient): ConnectorMaker {
  const tokens: TokenCache = new Map()
  const keys: KeyCache = new Map()
  return {
    name: 'ebay',
    label: 'eBay',
    fields: [
      { name: 'clientId', kind: 'secret', isRequired: true },
      { name: 'clientSecret', kind: 'secret', isRequired: true },
      { name: 'refreshToken', kind: 'secret', isRequired: true },
      { name: 'alertEmail', kind: 'text', isRequired: false, example: 'boutique@example.org' },
    ],
    support: ebaySupport,
    limits: ebayLimits,
    http,
    connect(link) {
      const client = createClient(link, tokens)
      const session = () => ({ client, pictures: link.pictures, settings: ebaySettings.parse(link.settings) })
      return {
        setUp: () => setUp(client, link.settings),
        publish: (batch) => publishAll(session(), batch),
        withdraw: (batch) => withdrawAll(client, batch),
        async readBack(batch) {
          const states = []
          for (const { id } of batch) states.push(stateOf(await findOffer(client, id)))
          return states
        },
        async findBySku(batch) {
          const findings = []
          for (const { sku } of batch) findings.push(await findSku(sku))
          return findings
        },
        listAll: (page) => listAll(client, page),
        ordersSince: (cursor) => ordersSince(client, cursor),
        cancelOrder: (order, cancellation) => cancelOrder(client, order, cancellation),
        shipOrder: (order, parcel) => shipOrder(client, order, parcel),
        notifications: notifications(client, link, keys),
        sellerStanding: () => sellerStanding(client),
      }

      async function findSku(sku: string) {
        const offer = await findOfferOfSku(client, sku)
        if (!offer) return { kind: 'absent' } as const
        const data: OfferMemory = {
          offerId: offer.offerId,
          listingId: offer.listing?.listingId ?? '',
          contentPrint: '',
          quantity: offer.availableQuantity,
          state: offer.status === 'PUBLISHED' ? 'published' : 'ended',
        }
        return { kind: 'found', remote: { id: offer.offerId, sku, data }, state: stateOf(offer) } as const
      }
    },
  }
}
