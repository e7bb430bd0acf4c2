export { mentionOf } from './mentions.ts'

export { recordOrderTaxes } from './record-order-taxes.ts'
export { taxesRefusals } from './refusals.ts'
export { dayOf, schemesOfCart, setRegime } from './regime.ts'
export { routes } from './routes.ts'
export { type Tax, type TaxScheme, taxSchemes } from './scheme.ts'
export { subscriptions } from './subscriptions.ts'
