export { jobs } from './jobs.ts'
export { arbitrationRefusals } from './refusals.ts'
export { routes } from './routes.ts'
export { subscriptions } from './subscriptions.ts'
