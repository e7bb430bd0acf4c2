import type { RefusalStatus } from '#kernel/refusal'
import { addressesRefusals } from '#modules/addresses'
import { arbitrationRefusals } from '#modules/arbitration'
import { assistedRefusals } from '#modules/assisted'
import { auditRefusals } from '#modules/audit'
import { bannersRefusals } from '#modules/banners'
import { calendarRefusals } from '#modules/calendar'
import { catalogRefusals } from '#modules/catalog'
import { channelsRefusals } from '#modules/channels'
import { collectionsRefusals } from '#modules/collections'
import { consentRefusals } from '#modules/consent'
import { contentRefusals } from '#modules/content'
import { currenciesRefusals } from '#modules/currencies'
import { customersRefusals } from '#modules/customers'
import { deliveryRefusals } from '#modules/delivery'
import { holdsRefusals } from '#modules/holds'
import { inboundRefusals } from '#modules/inbound'
import { intakeRefusals } from '#modules/intake'
import { loginsRefusals } from '#modules/logins'
import { messagesRefusals } from '#modules/messages'
import { ordersRefusals } from '#modules/orders'
import { paymentsRefusals } from '#modules/payments'
import { pricingRefusals } from '#modules/pricing'
import { promotionsRefusals } from '#modules/promotions'
import { questionsRefusals } from '#modules/questions'
import { quotesRefusals } from '#modules/quotes'
import { returnsRefusals } from '#modules/returns'
import { reviewsRefusals } from '#modules/reviews'
import { stockRefusals } from '#modules/stock'
import { storefrontRefusals } from '#modules/storefront'
import { taxesRefusals } from '#modules/taxes'
import { teamRefusals } from '#modules/team'
import { themeRefusals } from '#modules/theme'
import { vouchersRefusals } from '#modules/vouchers'
import { waitingRefusals } from '#modules/waiting'
import { wishesRefusals } from '#modules/wishes'
import { requestRefusals } from '#platform/http'
import { demoRefusals } from './demo/refusals.ts'

/** Every code the business can refuse with, and the HTTP status it becomes. */
export const refusalStatuses: Readonly<Record<string, RefusalStatus>> = {
  ...requestRefusals,
  ...teamRefusals,
  ...calendarRefusals,
  ...addressesRefusals,
  ...catalogRefusals,
  ...pricingRefusals,
  ...stockRefusals,
  ...paymentsRefusals,
  ...ordersRefusals,
  ...currenciesRefusals,
  ...customersRefusals,
  ...loginsRefusals,
  ...promotionsRefusals,
  ...taxesRefusals,
  ...vouchersRefusals,
  ...quotesRefusals,
  ...returnsRefusals,
  ...channelsRefusals,
  ...assistedRefusals,
  ...deliveryRefusals,
  ...holdsRefusals,
  ...auditRefusals,
  ...contentRefusals,
  ...reviewsRefusals,
  ...themeRefusals,
  ...questionsRefusals,
  ...messagesRefusals,
  ...consentRefusals,
  ...collectionsRefusals,
  ...bannersRefusals,
  ...inboundRefusals,
  ...arbitrationRefusals,
  ...intakeRefusals,
  ...storefrontRefusals,
  ...waitingRefusals,
  ...wishesRefusals,
  ...demoRefusals,
}
