/**
 * Where a process may be killed while buying, in the order they are passed. test/faults kills it at every one of them
 * and checks what the next start makes of it.
 */
export const orderFaultPoints = [
  'checkout.before-hold',
  'checkout.after-hold',
  'checkout.after-asking',
  'checkout.after-authorise',
  'checkout.inside-placing',
  'checkout.after-placing',
  'checkout.after-capture',
  'checkout.inside-settling',
  'checkout.after-settling',
  'checkout.inside-abandoning',
  'checkout.after-abandoning',
  'cancellation.inside',
  'cancellation.after',
  'payment.after-settling',
  'import.inside',
  'import.after',
] as const
