export type { Address, Buyer, CustomerKey } from './customers.ts'
export { saveCustomer } from './save-customer.ts'
