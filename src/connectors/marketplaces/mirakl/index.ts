import type { ConnectorLimits, ConnectorMaker, ConnectorSupport } from '#modules/channels'
import type { HttpClient } from '#platform/http-client'
import { createClient } from './client.ts'
import type { ImportsOver } from './imports.ts'
import { findAll, readBack } from './look.ts'
import { listAll } from './offers.ts'
import { cancelOrder, decideOrder, shipOrder } from './order-commands.ts'
import { ordersSince } from './orders.ts'
import { publishAll, type Session } from './publish.ts'
import { setUp } from './set-up.ts'
import { miraklSettings } from './settings.ts'
import { withdrawAll } from './withdraw.ts'

/**
 * A second more than the vendor asks: its minute begins when a request arrives, and one that travels faster than the one
 * before it would come a moment early, be refused, and cost a whole turn.
 */
const onceAMinute = { perMinute: 60 / 61, burst: 1 } as const

/**
 * Mirakl publishes a "maximum usage" per operation and nothing for the whole (seller OpenAPI, read 2026-08): imports and
 * their reports once a minute each, the state of a stock import every 15 s, polling of orders once a minute.
 */
export const miraklLimits: ConnectorLimits = {
  titleCharsMax: 200,
  descriptionCharsMax: 2000,
  imagesMax: 0,
  quantityMax: 999,
  batchMax: 500,
  bulk: { min: 2, max: 500, pollMs: 5_000 },
  budgetOf: 'account',
  operations: {
    OF01: onceAMinute,
    OF02: onceAMinute,
    OF03: onceAMinute,
    OF24: onceAMinute,
    OR11: onceAMinute,
    PRI01: onceAMinute,
    PRI02: onceAMinute,
    STO01: onceAMinute,
    STO02: { perMinute: 60 / 16, burst: 1 },
  },
  withdrawsBy: 'STO01',
  requestsPerMinute: 120,
  requestsBurst: 30,
  requestsReserved: 5,
  isGradeRequired: true,
  lowestGrade: 'G',
  needs: ['barcode'],
  media: ['vinyl', 'cd', 'cassette', 'other'],
  canRepeatCreation: true,
  creationSettlesMs: 0,
  ordersPollMs: 61_000,
}

const miraklSupport: ConnectorSupport = {
  orders: 'poll',
  isSaleKnownBeforePayment: true,
  publishes: 'later',
  withdraws: 'later',
  canDecideOrders: true,
  canCancelOrders: 'whole and part',
  canShipOrders: true,
  hasStanding: false,
  contract: 'Mirakl Marketplace seller OpenAPI, complete',
  unverified: [
    'which operators accept used records, which conditions they have and how they word them',
    'whether the imports of one shop are worked through in the order they were sent',
    'whether an operator enforces the published limits, and by which status',
    'the body of a refusal: the contract describes none',
    'whether a refused or cancelled order puts the quantity of its offers back',
  ],
}

/** Which imports are over is kept for the life of the process; it can be asked again. */
export function mirakl(http: HttpClient): ConnectorMaker {
  const over: ImportsOver = new Map()
  return {
    name: 'mirakl',
    label: 'Mirakl',
    fields: [
      { name: 'baseUrl', kind: 'url', isRequired: true, example: 'https://enseigne.mirakl.net' },
      { name: 'apiKey', kind: 'secret', isRequired: true },
      { name: 'shopId', kind: 'text', isRequired: false, example: '2042' },
      { name: 'leadtimeToShip', kind: 'text', isRequired: false, example: '2' },
      { name: 'logisticClass', kind: 'text', isRequired: false, example: 'S' },
    ],
    support: miraklSupport,
    limits: miraklLimits,
    http,
    connect(link) {
      const client = createClient(link)
      const session: Session = { client, settings: miraklSettings.parse(link.settings), over, now: link.now }
      return {
        setUp: () => setUp(client, link.settings),
        publish: (batch) => publishAll(session, batch),
        publishBulk: (batch) => publishAll(session, batch),
        withdraw: (batch) => withdrawAll(session, batch),
        readBack: (batch) => readBack(session, batch),
        findBySku: (batch) => findAll(session, batch),
        listAll: (page) => listAll(client, page),
        ordersSince: (cursor) => ordersSince(client, cursor),
        decideOrder: (order, decision) => decideOrder(session, order, decision),
        cancelOrder: (order, cancellation) => cancelOrder(session, order, cancellation),
        shipOrder: (order, parcel) => shipOrder(session, order, parcel),
      }
    },
  }
}
