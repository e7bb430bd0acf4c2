import type { AccountId } from '#kernel/ids'
import { openConnector } from '#modules/channels'
import type { Cx } from '#platform/cx'
import { assess } from './assess.ts'
import { findStanding } from './queries.ts'
import { rulesOf } from './rules.ts'

/** Vendors recount once a day; asking four times finds the new figures soon enough. */
const askEveryMs = 6 * 3_600_000

/** Assesses the account, after asking the vendor when it can be asked and the last answer is old. */
export async function look(cx: Cx, accountId: AccountId): Promise<void> {
  const known = await findStanding(cx, accountId)
  const isFresh = known?.toldAt && cx.now().getTime() - known.toldAt.getTime() < askEveryMs
  const told = isFresh ? undefined : await ask(cx, accountId)
  await assess(cx, accountId, told ? { told } : {})
}

async function ask(cx: Cx, accountId: AccountId) {
  const { account, connector } = await openConnector(cx, accountId, 'idle')
  return account.channel in rulesOf ? connector.sellerStanding?.() : undefined
}
