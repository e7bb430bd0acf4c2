export { addAddress, changeAddress, changeProfile, personalData, recordConsent } from './change-customer.ts'
export {
  type Address,
  addressSchema,
  type Buyer,
  type ConsentPurpose,
  type CustomerKey,
  consentPurposes,
  type Kept,
  type Person,
  type PersonalData,
} from './customers.ts'
export { withKeptPhone } from './phone.ts'
export {
  type CustomerSummary,
  currentConsents,
  findShopCustomer,
  getCustomer,
  listAddresses,
  listCustomers,
  personOf,
} from './queries.ts'
export { customersRefusals } from './refusals.ts'
export { ensureShopCustomer, savedCustomer, takeEmail } from './store.ts'
