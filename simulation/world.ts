import type { AccountId, VariantId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import type { Sandbox } from '#sandbox/server'
import type { Chance } from './chance.ts'
import type { Clock } from './clock.ts'
import type { Marketplace } from './markets.ts'
import type { Network } from './network.ts'
import type { Process } from './process.ts'
import type { Scheduler } from './scheduler.ts'
import type { Trace } from './trace.ts'

/** How big a world is; the days come from the command line. */
export type Size = {
  readonly copies: number
  readonly goodsInQuantity: number
  readonly accounts: number
  readonly eventsPerDay: number
  readonly workers: number
  readonly webs: number
  /** What comes back by itself comes back after so many hours: 1 is the least. */
  readonly rhythmHours: number
  /** The auditor heals; in worlds without it the lanes must have been right themselves. */
  readonly hasAuditor: boolean
  /** Minutes at the till instead of days on the street: people who pay, and everything that goes wrong with it. */
  readonly isTill: boolean
}

export const sizes = {
  small: {
    copies: 5,
    goodsInQuantity: 1,
    accounts: 2,
    eventsPerDay: 12,
    workers: 2,
    webs: 2,
    rhythmHours: 24,
    hasAuditor: false,
    isTill: false,
  },
  large: {
    copies: 60,
    goodsInQuantity: 8,
    accounts: 20,
    eventsPerDay: 40,
    workers: 3,
    webs: 3,
    rhythmHours: 8,
    hasAuditor: true,
    isTill: false,
  },
  payments: {
    copies: 4,
    goodsInQuantity: 1,
    accounts: 0,
    eventsPerDay: 1_500,
    workers: 2,
    webs: 2,
    rhythmHours: 24,
    hasAuditor: false,
    isTill: true,
  },
} as const satisfies Record<string, Size>
export type SizeName = keyof typeof sizes

/** One thing for sale: a used copy, or new goods of which there are several. */
export type Goods = {
  readonly variantId: VariantId
  readonly title: string
  readonly isUsed: boolean
}

export type Account = { readonly id: AccountId; readonly market: Marketplace }

/** Somebody bought at a marketplace: a promise that the shop must hear of. */
export type Promised = {
  readonly accountId: AccountId
  readonly order: string
  readonly title: string
  readonly atMs: number
  isCancelled: boolean
}

/** What went wrong that must never go wrong. */
export type Violation = { readonly check: string; readonly subject: string; readonly found: string }

export type World = {
  readonly seed: number
  readonly size: Size
  readonly chance: Chance
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly network: Network
  readonly sandbox: Sandbox
  readonly trace: Trace
  /** Looks from outside: its statements belong to no process and take no turn. */
  readonly cx: Cx
  readonly goods: Goods[]
  readonly accounts: Account[]
  readonly promised: Promised[]
  readonly violations: Violation[]
  readonly counts: Counts
  /** A living process of this kind, or a new one when all have died. */
  process(kind: 'web' | 'worker'): Process
  living(): readonly Process[]
  /** Begins something that a process does, and notes how it ends. */
  begin(name: string, process: Process, work: (process: Process) => Promise<unknown>): Promise<void>
  /** This account's orders are asked for at that time, or earlier. */
  wantPoll(accountId: AccountId, atMs: number): void
  readonly polls: Map<AccountId, number>
  /** When work that comes back by itself is next due. */
  readonly rhythm: Map<string, number>
  /** Something is worth looking at for the workers and the checks. */
  touch(): void
  readonly isTouched: boolean
  untouch(): void
  /** Ends it all; what is still under way never happened. */
  close(): Promise<void>
}

export type Counts = {
  events: number
  steps: number
  crashes: number
  refusals: number
  outages: number
  pushes: number
  happenings: Map<string, number>
}
