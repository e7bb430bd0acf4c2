export { currentTerms, findTerms, termsOfOrder } from './queries.ts'
export { routes } from './routes.ts'
export { subscriptions } from './subscriptions.ts'
