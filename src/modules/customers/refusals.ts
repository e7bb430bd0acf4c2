import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    'customer.not-found': { customerId: string }
    'customer.addresses-full': Record<never, never>
    'customer.phone-invalid': { field: string; phone: string }
  }
}

export const customersRefusals = {
  'customer.not-found': 404,
  'customer.addresses-full': 422,
  'customer.phone-invalid': 422,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
