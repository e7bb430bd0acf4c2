import { refuse } from '#kernel/refusal'
import { budgetNameOf, takeFromBudget } from '#platform/budget'
import type { Cx } from '#platform/cx'

/** Per address of the network, and per account, so that many addresses together cannot guess one password. */
const budgets = {
  network: { perMinute: 20, burst: 30 },
  account: { perMinute: 2, burst: 6 },
  code: { perMinute: 2, burst: 6 },
} as const

/** Nobody's letter box is filled by strangers: four mails at once, then one in ten minutes. */
const mailBudget = { perMinute: 0.1, burst: 4 } as const

/** Refuses `request.too-many`. The same whether the account exists or not. */
export async function countAttempt(
  cx: Cx,
  { ip, account, kind = 'account' }: { ip: string; account: string; kind?: 'account' | 'code' },
): Promise<void> {
  await take(cx, `login:network:${ip}`, budgets.network)
  if (account !== '') await take(cx, `login:${kind}:${budgetNameOf(account)}`, budgets[kind])
}

async function take(cx: Cx, key: string, budget: { perMinute: number; burst: number }): Promise<void> {
  const taken = await takeFromBudget(cx, key, budget)
  if (!taken.granted) refuse('request.too-many', { retryAfterMs: taken.retryAfterMs })
}

export const mayMail = async (cx: Cx, email: string): Promise<boolean> =>
  (await takeFromBudget(cx, `login:mail:${budgetNameOf(email)}`, mailBudget)).granted
