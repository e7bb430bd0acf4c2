export { ecbRates } from './ecb.ts'
