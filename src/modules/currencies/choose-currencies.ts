import { refuse } from '#kernel/refusal'
import { type Cx, inTransaction } from '#platform/cx'
import { enqueue } from '#platform/jobs'
import { notifyPurge } from '#platform/outbox'
import { readJob } from './jobs.ts'
import { chosenCurrencies, newestRates } from './queries.ts'
import { publishedCurrencies } from './rate.ts'
import { insertChoice, lockCurrencies } from './store.ts'

/**
 * Says which currencies visitors may pick, in this order, and has the bank's file looked at. Refuses codes the bank does not
 * publish. The same choice again changes nothing.
 */
export const chooseCurrencies = (cx: Cx, wanted: readonly string[]): Promise<void> =>
  inTransaction(cx, async (tx) => {
    await lockCurrencies(tx)
    const currencies = [...new Set(wanted)]
    const newest = await newestRates(tx)
    const known = new Set(newest?.rates.map(({ currency }) => currency) ?? publishedCurrencies)
    const unknown = currencies.filter((code) => !known.has(code))
    if (unknown.length > 0) refuse('currencies.unknown', { currencies: unknown })
    if (currencies.join() === (await chosenCurrencies(tx)).join()) return
    await insertChoice(tx, currencies)
    await enqueue(tx, readJob, {}, { singletonKey: 'choice' })
    await notifyPurge(tx, ['rates', 'currencies'])
  })
