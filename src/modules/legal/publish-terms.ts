import { invariant } from '#kernel/refusal'
import { getSettings } from '#modules/team'
import { type Cx, inTransaction, type Tx } from '#platform/cx'
import { notifyPurge } from '#platform/outbox'
import { currentTerms, type Terms } from './queries.ts'
import { insertTerms, lockTerms } from './store.ts'
import { digestOf, termsTexts } from './terms.ts'

/** Puts the terms as the settings now make them in force. A text that is in force already stays the version it is. */
export const publishTerms = (cx: Cx): Promise<Terms> =>
  inTransaction(cx, async (tx) => {
    await lockTerms(tx)
    const texts = termsTexts(await getSettings(tx))
    const current = await currentTerms(tx)
    if (current?.digest === digestOf(texts)) return current
    await insertTerms(tx, { texts, digest: digestOf(texts) })
    await notifyPurge(tx, ['shop'])
    return inForce(tx)
  })

/** The terms in force; before anybody published any, the ones the shop shows. */
export const termsInForce = async (tx: Tx): Promise<Terms> => (await currentTerms(tx)) ?? publishTerms(tx)

async function inForce(tx: Tx): Promise<Terms> {
  const terms = await currentTerms(tx)
  invariant(terms, 'terms that were just published are in force')
  return terms
}
