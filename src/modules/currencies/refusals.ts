import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    'currencies.unknown': { currencies: readonly string[] }
  }
}

export const currenciesRefusals = {
  'currencies.unknown': 422,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
