import type { OrderState, OrderView } from '#modules/orders'

export type OrderStep = {
  readonly state: OrderState
  readonly at: Date | undefined
  readonly isDone: boolean
  readonly isCurrent: boolean
}

const path: readonly OrderState[] = ['placed', 'paid', 'packed', 'sent']

/** What has happened and what comes next, as the buyer follows it; the first step not done is the current one. */
export function orderSteps({ state, placedAt, events }: Pick<OrderView, 'state' | 'placedAt' | 'events'>): OrderStep[] {
  const reached = path.indexOf(state)
  return path.map((step, index) => ({
    state: step,
    at: step === 'placed' ? placedAt : events.find(({ toState }) => toState === step)?.at,
    isDone: index <= reached,
    isCurrent: index === reached + 1,
  }))
}
