export { workers } from './audit-account.ts'
export { auditRefusals } from './refusals.ts'
export { routes } from './routes.ts'
