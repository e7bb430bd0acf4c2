import type { Task } from './today-query.ts'

type TaskLink = { to: string; search?: Record<string, string>; isUrgent: boolean }

/** Where each task is done. Urgent ones are counted on the rail; the others wait for a quiet hour. */
export const taskLinks = {
  'ads-to-take-down': { to: '/channels', isUrgent: true },
  'sale-mails': { to: '/channels', isUrgent: true },
  'holds-to-end': { to: '/holds', isUrgent: true },
  'audits-stopped': { to: '/audit', isUrgent: true },
  'orders-to-pack': { to: '/orders', search: { state: 'paid' }, isUrgent: true },
  'returns-to-handle': { to: '/returns', isUrgent: true },
  'quotes-asked': { to: '/quotes', search: { state: 'requested' }, isUrgent: true },
  'orders-to-collect': { to: '/orders', isUrgent: false },
  'messages-waiting': { to: '/messages', search: { state: 'waiting' }, isUrgent: true },
  'questions-open': { to: '/questions', search: { state: 'open' }, isUrgent: false },
  'reviews-waiting': { to: '/reviews', search: { state: 'waiting' }, isUrgent: false },
  'payments-awaited': { to: '/orders', search: { state: 'placed' }, isUrgent: true },
  'refunds-by-hand': { to: '/refunds', isUrgent: true },
  incidents: { to: '/incidents', isUrgent: true },
  'accounts-at-risk': { to: '/channels', isUrgent: true },
  'drifts-to-decide': { to: '/audit', search: { state: 'asking' }, isUrgent: false },
  'failed-jobs': { to: '/jobs', isUrgent: true },
  'rejected-listings': { to: '/channels', isUrgent: false },
  'ungraded-copies': { to: '/catalogue', search: { state: 'ungraded' }, isUrgent: false },
} as const satisfies Record<Task['kind'], TaskLink>
