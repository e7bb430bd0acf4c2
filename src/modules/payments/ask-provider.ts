import type { PaymentId } from '#kernel/ids'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { getProvider } from './accounts.ts'
import type { NewProviderPayment, ProviderPayment, ProviderReference } from './provider.ts'
import type { PaymentView } from './queries.ts'
import { rememberProviderPayment } from './store.ts'

/**
 * Tells the provider of a payment and writes down its id there before anybody learns how to pay it: a payment whose id we
 * do not know can never be paid. Undefined when the payment was given up meanwhile.
 */
async function createAtProvider(
  cx: MaybeTx,
  payment: PaymentView,
  request: Pick<NewProviderPayment, 'lang' | 'returnUrl'>,
): Promise<ProviderPayment | undefined> {
  const { id: paymentId, amountMinor, reference } = payment
  const provider = await getProvider(cx, payment.provider)
  const made = await provider.create({ paymentId, amountMinor, reference, ...request })
  const isKept = await inTransaction(cx, (tx) => rememberProviderPayment(tx, paymentId, made.providerPaymentId))
  return isKept ? made : undefined
}

/** What the provider knows now. */
async function findAtProvider(cx: MaybeTx, reference: PaymentAtProvider): Promise<ProviderPayment> {
  return (await getProvider(cx, reference.provider)).find(reference)
}

/** Reserves what the buyer has approved. */
async function authoriseAtProvider(cx: MaybeTx, reference: PaymentAtProvider): Promise<ProviderPayment> {
  return (await getProvider(cx, reference.provider)).authorise(reference)
}

/** What is asked of a provider about one payment. */
export const providerRequests = { create: createAtProvider, find: findAtProvider, authorise: authoriseAtProvider }

export type PaymentAtProvider = ProviderReference & { readonly provider: string }

/** Undefined while the provider has not been told, so that nobody can have paid. */
export const atProvider = ({
  id,
  provider,
  providerPaymentId,
  amountMinor,
}: {
  id: PaymentId
  provider: string
  providerPaymentId: string | null
  amountMinor: number
}): PaymentAtProvider | undefined =>
  providerPaymentId === null ? undefined : { paymentId: id, provider, providerPaymentId, amountMinor }
