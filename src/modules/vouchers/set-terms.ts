import { refuse } from '#kernel/refusal'
import { parisDay } from '#platform/clock'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { notifyPurge } from '#platform/outbox'
import type { DatedTerms } from './queries.ts'
import { upsertTerms } from './store-terms.ts'

/**
 * What holds for vouchers issued from a day on; the same day again replaces it, those issued before keep theirs. Refuses
 * `voucher.terms-in-the-past` and, with the greater amount first, `voucher.terms-upside-down`.
 */
export const setTerms = (cx: MaybeTx, terms: DatedTerms): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const { validFrom, amountMinMinor, amountMaxMinor } = terms
    if (validFrom < parisDay(tx.now())) refuse('voucher.terms-in-the-past', { validFrom })
    if (amountMaxMinor < amountMinMinor) refuse('voucher.terms-upside-down', { amountMinMinor, amountMaxMinor })
    await upsertTerms(tx, terms)
    await notifyPurge(tx, ['shop'])
  })
