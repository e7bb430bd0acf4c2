export { type AudienceCounter, createAudienceCounter } from './counter.ts'
export { jobs } from './jobs.ts'
export { optOutCookie } from './look.ts'
export { routes } from './routes.ts'
