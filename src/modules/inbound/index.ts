export { pollOrders } from './poll-orders.ts'
export { receiveRemoteOrder } from './receive-order.ts'
export { inboundRefusals } from './refusals.ts'
export { routes } from './routes.ts'
