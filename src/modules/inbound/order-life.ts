import type { RemoteOrder } from '#modules/channels'

const ranks = { placed: 0, paid: 1, sent: 2, cancelled: 3 } as const satisfies Record<RemoteOrder['state'], number>

/** How far an order has come. Awaiting our decision comes before the same state without it; a cancellation is the last word. */
const rankOf = ({ state, isAwaitingDecision }: RemoteOrder): number => ranks[state] * 2 + (isAwaitingDecision ? 0 : 1)

/**
 * Whether a report says more than what is recorded. Reports come in any order: what ranks lower was said before, whenever
 * it arrives. Between equals the vendor's own time decides where it tells one, else anything that differs is new.
 */
export function isNews(known: RemoteOrder, reported: RemoteOrder): boolean {
  const ahead = rankOf(reported) - rankOf(known)
  if (ahead !== 0) return ahead > 0
  if (known.state === 'cancelled') return false
  if (known.changedAt && reported.changedAt && reported.changedAt < known.changedAt) return false
  return (
    known.remoteState !== reported.remoteState || (hasAddress(reported) && addressKey(known) !== addressKey(reported))
  )
}

/** Some vendors tell where to send it only once the order was accepted or paid. */
export const hasAddress = ({ address }: RemoteOrder): boolean => address.line1 !== '' && address.city !== ''

const addressKey = ({ address, buyer }: RemoteOrder): string =>
  JSON.stringify([buyer.name, buyer.email, ...Object.values(address)])
