export type { Address, Buyer, CustomerKey } from './customers.ts'
export { savedCustomer } from './store.ts'
