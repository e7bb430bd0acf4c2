export const taskLinks = {
  'orders-to-pack': { to: '/orders', search: { state: 'paid' }, isUrgent: false },
  'payments-awaited': { to: '/orders', search: { state: 'placed' }, isUrgent: false },
  incidents: { to: '/channels', isUrgent: true },
  'failed-jobs': { to: '/jobs', isUrgent: true },
} as const
