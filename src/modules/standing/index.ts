export { routes } from './routes.ts'
export { subscriptions } from './subscriptions.ts'
export { workers } from './workers.ts'
