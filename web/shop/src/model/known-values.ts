import type { ShopLocals } from '#app/shop'
import { getCustomer, listAddresses } from '#modules/customers'
import { phoneWords } from '#platform/phone'
import type { Values } from './checkout-form.ts'

/** What a signed-in customer need not type again: who they are, and the first address of their book. */
export async function knownValues({ cx, customer }: ShopLocals, blank: Values): Promise<Values> {
  if (!customer) return blank
  const [profile, [first]] = await Promise.all([
    getCustomer(cx, customer.customerId),
    listAddresses(cx, customer.customerId),
  ])
  const {
    name,
    line1,
    line2 = '',
    postcode,
    city,
    country,
  } = first?.address ?? {
    name: profile.name,
    line1: '',
    postcode: '',
    city: '',
    country: blank.country,
  }
  return {
    ...blank,
    name,
    email: customer.email,
    phone: phoneWords(profile.phone, country),
    line1,
    line2,
    postcode,
    city,
    country,
  }
}
