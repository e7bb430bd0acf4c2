export { receiveSaleMail } from './receive-sale-mail.ts'
export { assistedRefusals } from './refusals.ts'
export { routes } from './routes.ts'
export { recordSoldThere } from './sold-there.ts'
