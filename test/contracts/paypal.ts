import { existsSync, readFileSync } from 'node:fs'
import { type Contract, type Exchange, openContract } from './openapi.ts'

/** PayPal's own OpenAPI files lie beside the repository; they are test data and not ours to ship. */
const folder = new URL('../../../shared/contracts/paypal/', import.meta.url)
const files: readonly (readonly [RegExp, string])[] = [
  [/^\/v2\/checkout\//, 'checkout_orders_v2'],
  [/^\/v2\/payments\//, 'payments_payment_v2'],
  [/^\/v1\/notifications\//, 'notifications_webhooks_v1'],
]
export const hasPayPalContract = files.every(([, name]) => existsSync(new URL(`${name}.json`, folder)))

const opened = new Map<string, Contract>()

/** Every way in which one exchange breaks PayPal's contract; empty when it keeps it. */
export function payPalFaults(exchange: Exchange): string[] {
  const name = files.find(([pattern]) => pattern.test(exchange.path))?.[1]
  if (!name) return [`no contract for ${exchange.path}`]
  const contract = opened.get(name) ?? openContract(readContract(name))
  opened.set(name, contract)
  return contract.faultsOf(
    isDeclined(exchange) ? { ...exchange, path: exchange.path.replace(/authorize$/, 'capture') } : exchange,
  )
}

/**
 * The file of 2024 knows a declined instrument for taking only; its guide knows it for orders of either kind:
 * https://developer.paypal.com/docs/checkout/standard/customize/handle-funding-failures/, read 2026-11.
 */
const isDeclined = ({ status, answer }: Exchange): boolean =>
  status === 422 && JSON.stringify(answer).includes('"INSTRUMENT_DECLINED"')

/** The words beside an issue are the vendor's to change: the issue is what we act on. */
const readContract = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'), (key, inner: unknown) =>
    key === 'description' && inner !== null && typeof inner === 'object' && 'enum' in inner
      ? { type: 'string' }
      : inner,
  )
