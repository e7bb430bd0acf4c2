import { refuse } from '#kernel/refusal'
import { e164Of } from '#platform/phone'
import type { Buyer } from './customers.ts'

/** As E.164, numbers without + as dialled in `country`; none stays none. Refuses `customer.phone-invalid` and names the field. */
export function keptPhone(phone: string, { country, field }: { country: string; field: string }): string {
  if (phone.trim() === '') return ''
  return e164Of(phone, country) ?? refuse('customer.phone-invalid', { field, phone })
}

/** A buyer as an order keeps them. */
export const withKeptPhone = <B extends Buyer>(buyer: B, country: string): B =>
  buyer.phone ? { ...buyer, phone: keptPhone(buyer.phone, { country, field: 'buyer.phone' }) } : buyer
