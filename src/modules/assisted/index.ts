export { assistedRefusals } from './refusals.ts'
export { routes } from './routes.ts'
