import { subscriptions as arbitration, jobs as arbitrationJobs } from '#modules/arbitration'
import { jobs as audience } from '#modules/audience'
import { workers as audit } from '#modules/audit'
import { type AccountWorker, subscriptions as channels } from '#modules/channels'
import { jobs as content } from '#modules/content'
import { jobs as currencies } from '#modules/currencies'
import type { Person } from '#modules/customers'
import { workers as holds } from '#modules/holds'
import {
  forgetDepartedJob,
  subscriptions as inbound,
  jobs as inboundJobs,
  workers as inboundWorkers,
} from '#modules/inbound'
import { jobs as intake } from '#modules/intake'
import { subscriptions as legal } from '#modules/legal'
import { checkouts, jobs as orderJobs } from '#modules/orders'
import { jobs as payments } from '#modules/payments'
import { erasePerson } from '#modules/privacy'
import { jobs as promotionJobs } from '#modules/promotions'
import { jobs as questions } from '#modules/questions'
import { jobs as quotes } from '#modules/quotes'
import { jobs as recommendations } from '#modules/recommendations'
import { subscriptions as reviews, jobs as reviewsJobs } from '#modules/reviews'
import { subscriptions as standing, workers as standingWorkers } from '#modules/standing'
import { jobs as stock } from '#modules/stock'
import { subscriptions as storefront } from '#modules/storefront'
import { subscriptions as taxes } from '#modules/taxes'
import { jobs as voucherJobs, subscriptions as vouchers } from '#modules/vouchers'
import { jobs as waiting } from '#modules/waiting'
import { subscriptions as wishes, jobs as wishJobs } from '#modules/wishes'
import type { Tx } from '#platform/cx'
import type { Job } from '#platform/jobs'
import { mailJobs } from '#platform/mail'
import type { EventType, Subscriptions } from '#platform/outbox'
import { demoJobs } from './demo/start-demo.ts'
import { teachingJobs, teachingSubscriptions } from './demo/teach-releases.ts'
import { personalDataParts } from './personal-data.ts'

const forgetMember = (tx: Tx, person: Person) =>
  erasePerson(tx, { person, parts: personalDataParts, because: 'left the marketplace' })

/** Every job a worker runs. */
export const jobs: readonly Job[] = [
  ...mailJobs,
  ...stock,
  ...payments,
  ...orderJobs,
  ...quotes,
  ...promotionJobs,
  ...voucherJobs,
  ...waiting,
  ...wishJobs,
  ...inboundJobs,
  forgetDepartedJob(forgetMember),
  ...arbitrationJobs,
  ...content,
  ...reviewsJobs,
  ...questions,
  ...audience,
  ...currencies,
  ...recommendations,
  ...intake,
  ...demoJobs,
  ...teachingJobs,
]

/** Everything modules do when others report facts. The storefront first: its lock is then always taken before others. */
export const subscriptions: readonly Subscriptions[] = [
  storefront,
  channels,
  inbound,
  arbitration,
  checkouts.subscriptions,
  standing,
  legal,
  reviews,
  taxes,
  vouchers,
  wishes,
  teachingSubscriptions,
]

/** What may be a sale overtakes everything that is only an edit. */
export const urgentEvents: readonly EventType[] = ['stock.availability-changed', 'sale.conflicted']

/** What modules do for each marketplace account, beside its lane and its order polls. */
export const accountWorkers: readonly AccountWorker[] = [...inboundWorkers, ...standingWorkers, ...holds, ...audit]
