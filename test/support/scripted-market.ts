import { Outage } from '#kernel/refusal'
import {
  type Connector,
  type ConnectorLimits,
  type ConnectorMaker,
  CredentialsRefused,
  type Publication,
  type PublishEntry,
  type RemoteState,
  type Withdrawal,
  type WithdrawEntry,
} from '#modules/channels'

/** A vendor that takes entries in batches and does what a test tells it to do with each call. */
export type ScriptedMarket = {
  readonly maker: ConnectorMaker
  /** What buyers see there, by SKU. */
  readonly shelf: Map<string, number>
  /** Every call that reached the vendor, oldest first. */
  readonly calls: { what: 'publish' | 'withdraw' | 'read-back'; skus: readonly string[] }[]
  /** Changed by tests: what the vendor does instead of its work. */
  script: Script
}

export type Script = {
  isDown?: boolean
  /** Every call waits for it before it is answered. */
  until?: Promise<void>
  refusesCredentials?: boolean
  /** The vendor answers 500 to any call that names this SKU. */
  chokesOn?: string
  /** Answered for this SKU alone, within an answer that is otherwise fine. */
  rejects?: string
  /** What a read-back shows of a SKU, when not the truth. */
  shows?: (sku: string) => RemoteState | undefined
}

const limitsOfAll: ConnectorLimits = {
  titleCharsMax: 80,
  descriptionCharsMax: 500,
  imagesMax: 0,
  quantityMax: 1,
  batchMax: 25,
  budgetOf: 'account',
  requestsPerMinute: 6_000,
  requestsBurst: 100,
  requestsReserved: 10,
  isGradeRequired: false,
  lowestGrade: 'P',
  needs: [],
  media: ['vinyl', 'cd', 'cassette', 'other'],
  canRepeatCreation: true,
  creationSettlesMs: 0,
  ordersPollMs: 60_000,
}

export function openScriptedMarket(name: string, limits: Partial<ConnectorLimits> = {}): ScriptedMarket {
  const market: ScriptedMarket = {
    shelf: new Map(),
    calls: [],
    script: {},
    maker: {
      name,
      label: name,
      fields: [],
      support: {
        orders: 'poll',
        isSaleKnownBeforePayment: true,
        publishes: 'at once',
        withdraws: 'at once',
        canDecideOrders: false,
        canCancelOrders: 'no',
        canShipOrders: false,
        hasStanding: false,
        contract: 'none',
        unverified: [],
      },
      limits: { ...limitsOfAll, ...limits },
      http: { send: async () => ({ status: 200, headers: new Headers(), text: '{"ok":true}', json: () => ({}) }) },
      connect: ({ http }) => {
        const call: Call = async (what, skus) => {
          await http.send({ method: 'POST', url: `http://scripted.test/${what}`, operation: what, body: skus.join() })
          market.calls.push({ what, skus })
          await market.script.until
          const { isDown, refusesCredentials, chokesOn } = market.script
          if (refusesCredentials) throw new CredentialsRefused(name, 'the key is not accepted (401)')
          if (isDown || skus.some((sku) => sku === chokesOn)) throw new Outage(name, 'answered 500')
        }
        return connect(market, call)
      },
    },
  }
  return market
}

type Call = (what: ScriptedMarket['calls'][number]['what'], skus: readonly string[]) => Promise<void>

function connect(market: ScriptedMarket, call: Call): Connector {
  const { shelf } = market
  const rejected = { kind: 'rejected', reasons: [{ code: 'scripted', message: 'not this one' }] } as const
  const publishOne = ({ wanted: { sku, priceMinor } }: PublishEntry): Publication => {
    if (sku === market.script.rejects) return rejected
    shelf.set(sku, priceMinor)
    return { kind: 'live', remote: { id: sku, sku, data: {} } }
  }
  const withdrawOne = ({ remote }: WithdrawEntry): Withdrawal => {
    if (remote.sku === market.script.rejects) return rejected
    shelf.delete(remote.sku)
    return { kind: 'withdrawn', remote }
  }
  const show = (sku: string): RemoteState => {
    const priceMinor = shelf.get(sku)
    return (
      market.script.shows?.(sku) ??
      (priceMinor === undefined ? { kind: 'hidden' } : { kind: 'on-sale', priceMinor, quantity: 1 })
    )
  }
  const notSupported = async () => rejected
  return {
    setUp: async () => ({ seller: 'seller', settings: {} }),
    async publish(batch) {
      await call(
        'publish',
        batch.map(({ wanted }) => wanted.sku),
      )
      return batch.map(publishOne)
    },
    async withdraw(batch) {
      await call(
        'withdraw',
        batch.map(({ remote }) => remote.sku),
      )
      return batch.map(withdrawOne)
    },
    async readBack(batch) {
      await call(
        'read-back',
        batch.map(({ sku }) => sku),
      )
      return batch.map(({ sku }) => show(sku))
    },
    findBySku: async (batch) => batch.map(() => ({ kind: 'absent' })),
    ordersSince: async (cursor) => ({ orders: [], next: cursor }),
    listAll: async () => ({ items: [], next: undefined }),
    cancelOrder: notSupported,
    shipOrder: notSupported,
  }
}
