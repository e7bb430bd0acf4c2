export { type Carrier, deliverDue, deliveriesSchema, deliverySettings, type Push, queueDelivery } from './deliveries.ts'
export { pumpDeliveries } from './pump.ts'
