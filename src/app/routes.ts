import { routes as addresses } from '#modules/addresses'
import { routes as arbitration } from '#modules/arbitration'
import { routes as assisted } from '#modules/assisted'
import { routes as audience } from '#modules/audience'
import { routes as audit } from '#modules/audit'
import { routes as banners } from '#modules/banners'
import { routes as calendar } from '#modules/calendar'
import { routes as channels } from '#modules/channels'
import { routes as collections } from '#modules/collections'
import { routes as consent } from '#modules/consent'
import { routes as content } from '#modules/content'
import { routes as currencies } from '#modules/currencies'
import { routes as delivery } from '#modules/delivery'
import { createRoutes as createHoldRoutes } from '#modules/holds'
import { routes as inbound } from '#modules/inbound'
import { routes as intake } from '#modules/intake'
import { routes as legal } from '#modules/legal'
import { routes as messages } from '#modules/messages'
import { routes as orders } from '#modules/orders'
import { routes as payments } from '#modules/payments'
import { createRoutes as createCustomerRoutes } from '#modules/privacy'
import { routes as promotions } from '#modules/promotions'
import { routes as questions } from '#modules/questions'
import { createRoutes as createQuoteRoutes } from '#modules/quotes'
import { routes as recommendations } from '#modules/recommendations'
import { createRoutes as createReturnRoutes } from '#modules/returns'
import { routes as reviews } from '#modules/reviews'
import { routes as standing } from '#modules/standing'
import { routes as stock } from '#modules/stock'
import { routes as taxes } from '#modules/taxes'
import { routes as team } from '#modules/team'
import { routes as theme } from '#modules/theme'
import { routes as vouchers } from '#modules/vouchers'
import { routes as waiting } from '#modules/waiting'
import { routes as wishes } from '#modules/wishes'
import type { AnyRoute } from '#platform/http'
import { photoRoutes } from './catalogue/photo-routes.ts'
import { findVariantIds } from './catalogue/queries.ts'
import { catalogueRoutes } from './catalogue/routes.ts'
import { demoRoutes } from './demo/routes.ts'
import { letterheadOf } from './letterhead.ts'
import { personalDataParts } from './personal-data.ts'
import { refundsByHandRoutes } from './refunds-by-hand.ts'
import { todayRoutes } from './today.ts'

/** Every operation of the REST API. */
export const routes: readonly AnyRoute[] = [
  ...team,
  ...todayRoutes,
  ...refundsByHandRoutes,
  ...calendar,
  ...delivery,
  ...stock,
  ...orders,
  ...payments,
  ...promotions,
  ...taxes,
  ...vouchers,
  ...waiting,
  ...wishes,
  ...createReturnRoutes(letterheadOf),
  ...createQuoteRoutes(letterheadOf),
  ...createCustomerRoutes(personalDataParts),
  ...channels,
  ...assisted,
  ...createHoldRoutes(findVariantIds),
  ...audit,
  ...inbound,
  ...arbitration,
  ...standing,
  ...content,
  ...reviews,
  ...theme,
  ...legal,
  ...questions,
  ...messages,
  ...audience,
  ...consent,
  ...currencies,
  ...recommendations,
  ...addresses,
  ...collections,
  ...banners,
  ...intake,
  ...catalogueRoutes,
  ...photoRoutes,
  ...demoRoutes,
]
