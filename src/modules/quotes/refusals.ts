import type { RefusalCode, RefusalStatus } from '#kernel/refusal'
import type { QuoteMove, QuoteState } from './quote.ts'

declare module '#kernel/refusal' {
  interface RefusalData {
    'quote.not-found': { quoteId?: string }
    'quote.move-not-allowed': { state: QuoteState; move: QuoteMove }
    'quote.date-passed': { validUntil: string }
    'quote.sku-unknown': { skus: readonly string[] }
  }
}

export const quotesRefusals = {
  'quote.not-found': 404,
  'quote.move-not-allowed': 409,
  'quote.date-passed': 409,
  'quote.sku-unknown': 422,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
