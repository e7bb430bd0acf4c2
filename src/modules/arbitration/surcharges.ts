import type { Tx } from '#platform/cx'
import type { Surcharges } from './costs.ts'
import { accountsAtRisk } from './queries.ts'

const pointsOf: Readonly<Record<string, number>> = { watch: 15, risk: 50, over: 50 }

/** Accounts near their vendor's limit lose more with each cancelled sale than their channel's cost says. */
export const surchargesNow = async (tx: Tx): Promise<Surcharges> =>
  new Map((await accountsAtRisk(tx)).map(({ accountId, status }) => [accountId, pointsOf[status] ?? 0]))
