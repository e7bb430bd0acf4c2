import type { CustomerId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { inTransaction, type MaybeTx } from '#platform/cx'
import type { Lang } from '#platform/i18n'
import { type Address, addressSchema, type ConsentPurpose, type PersonalData } from './customers.ts'
import { keptPhone } from './phone.ts'
import { currentConsents, rowsOfPerson } from './queries.ts'
import { deleteAddress, eraseCustomers, insertAddress, insertConsent, preferAddress, renameCustomer } from './store.ts'

/** A profile has no address: what is typed without + is dialled in France. */
const homeCountry = 'FR'

/** Refuses `customer.phone-invalid`. */
export const changeProfile = (
  cx: MaybeTx,
  customerId: CustomerId,
  profile: { name: string; phone: string; lang: Lang },
): Promise<void> =>
  inTransaction(cx, (tx) => {
    const phone = keptPhone(profile.phone, { country: homeCountry, field: 'phone' })
    return renameCustomer(tx, customerId, { ...profile, phone })
  })

/** A new address, which checkouts begin with from now on. Refuses `customer.addresses-full`, `customer.phone-invalid`. */
export const addAddress = (
  cx: MaybeTx,
  customerId: CustomerId,
  { address, phone }: { address: Address; phone: string },
): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const kept = keptPhone(phone, { country: address.country, field: 'addressPhone' })
    if (!(await insertAddress(tx, customerId, { address: addressSchema.parse(address), phone: kept })))
      refuse('customer.addresses-full', {})
  })

/** Of the customer's own addresses only; another's is left alone. */
export const changeAddress = (
  cx: MaybeTx,
  customerId: CustomerId,
  { addressId, change }: { addressId: string; change: 'prefer' | 'remove' },
): Promise<void> =>
  inTransaction(cx, (tx) =>
    change === 'prefer' ? preferAddress(tx, customerId, addressId) : deleteAddress(tx, customerId, addressId),
  )

/** Writes down what the customer said to these words. Saying the same again adds no row. */
export const recordConsent = (
  cx: MaybeTx,
  customerId: CustomerId,
  consent: { purpose: ConsentPurpose; isGiven: boolean; wording: string; source: string },
): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const known = (await currentConsents(tx, customerId)).find(({ purpose }) => purpose === consent.purpose)
    if ((known?.isGiven ?? false) !== consent.isGiven) await insertConsent(tx, customerId, consent)
  })

export const personalData: PersonalData = {
  name: 'customer',
  read: rowsOfPerson,
  async erase(tx, { customerIds }) {
    await eraseCustomers(tx, customerIds)
    return []
  },
}
