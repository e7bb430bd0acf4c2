import type { Connector, ConnectorLimits, ConnectorLink, ConnectorMaker, ConnectorSupport } from '#modules/channels'
import type { HttpClient } from '#platform/http-client'
import { createClient, system } from './client.ts'
import { findAll, listAll, readBackAll } from './find.ts'
import { notifications } from './notifications.ts'
import { setUp } from './ontology.ts'
import { cancelOrder } from './order-commands.ts'
import { ordersSince } from './orders.ts'
import { publishAll, type Slots } from './publish.ts'
import { vintedSettings } from './settings.ts'
import { withdrawAll } from './withdraw.ts'

/**
 * 500 active items. Rates are not published; integrators keep to two a second: a bucket of 20 refilled by 100 a minute
 * never exceeds 120 in any minute (pro-docs.svc.vinted.com and its readers, 2026-09). Vinted takes a hundred items a
 * request; ten keep every call, its look-ups and halves included, within the bucket, where it need not wait.
 */
const vintedProLimits: ConnectorLimits = {
  titleCharsMax: 100,
  descriptionCharsMax: 2000,
  imagesMax: 20,
  quantityMax: 1,
  batchMax: 10,
  budgetOf: 'account',
  requestsPerMinute: 100,
  requestsBurst: 20,
  requestsReserved: 4,
  isGradeRequired: true,
  lowestGrade: 'G',
  needs: ['photo'],
  media: ['vinyl', 'cd', 'cassette'],
  canRepeatCreation: false,
  creationSettlesMs: 15_000,
  ordersPollMs: 60_000,
}

const support: ConnectorSupport = {
  orders: 'push and poll',
  isSaleKnownBeforePayment: false,
  publishes: 'later',
  withdraws: 'later',
  canDecideOrders: false,
  canCancelOrders: 'whole',
  canShipOrders: false,
  hasStanding: false,
  contract: 'OpenAPI 0.360 of the vendor, not to be had here; fields as two independent readers of it name them',
  unverified: [
    'access: only businesses on a list get keys',
    'field names of addresses and orders, the envelope of pushes, the words of item states and of errors',
    'that our SKU can be found again as item_reference in the list of items',
    'that a live item can be made a draft by a change (else a held copy is deleted and listed anew)',
    'whether the list of items tells prices; where it does not, a price changed by hand there stays unseen',
    'that music has categories of its own, and which parcel sizes stand for which weight',
    'rate limits, and how long accepted work takes',
  ],
}

export function vintedPro(http: HttpClient): ConnectorMaker {
  const slotsOf = new Map<string, Slots>()
  return {
    name: system,
    label: 'Vinted Pro',
    fields: [
      { name: 'token', kind: 'secret', isRequired: true },
      { name: 'publicUrl', kind: 'url', isRequired: true, example: 'https://boutique.example' },
    ],
    support,
    limits: vintedProLimits,
    http,
    connect: (link) => connect(link, slotsFor(slotsOf, String(link.credentials.token))),
  }
}

function slotsFor(slotsOf: Map<string, Slots>, token: string): Slots {
  const slots = slotsOf.get(token) ?? { full: undefined }
  slotsOf.set(token, slots)
  return slots
}

function connect(link: ConnectorLink, slots: Slots): Connector {
  const client = createClient(link)
  const session = () => ({ client, settings: vintedSettings.parse(link.settings), now: link.now, slots })
  return {
    setUp: () => setUp(client, link.settings),
    publish: (batch) => publishAll(session(), batch),
    withdraw: (batch) => withdrawAll(session(), batch),
    findBySku: (batch) => findAll(client, batch),
    readBack: (batch) => readBackAll(client, batch),
    ordersSince: (cursor) => ordersSince(client, cursor),
    listAll: (page) => listAll(client, page),
    cancelOrder: (order, cancellation) => cancelOrder(client, order, cancellation),
    notifications: notifications(client, link),
  }
}
