export { auditAccount, workers } from './audit-account.ts'
export { decideDrift } from './decide.ts'
export { auditRefusals } from './refusals.ts'
export { routes } from './routes.ts'
