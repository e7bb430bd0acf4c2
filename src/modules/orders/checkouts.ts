import { continueCheckout } from './continue-checkout.ts'
import { leaveCheckout } from './leave-checkout.ts'
import { dueMinorOf } from './orders.ts'
import { checkoutByToken } from './queries-checkout.ts'
import { subscriptions } from './subscriptions.ts'

/** What happens to a checkout between its form and its order. */
export const checkouts = {
  byToken: checkoutByToken,
  continue: continueCheckout,
  leave: leaveCheckout,
  dueMinor: dueMinorOf,
  subscriptions,
} as const
