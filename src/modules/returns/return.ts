import type { OrderId } from '#kernel/ids'
import type { Picture } from '#platform/pictures'

/** `withdrawal` is the buyer's right and needs no reason (article L221-18); `complaint` is about what arrived. */
export type ReturnKind = 'withdrawal' | 'complaint'
export type ReturnState =
  | 'requested'
  | 'accepted'
  | 'sent-back'
  | 'received'
  | 'checked'
  | 'refunded'
  | 'refused'
  | 'cancelled'

/** The life of a return, as data: the refusals, the API's moves, the office's buttons and docs/domain/returns.md come from here. */
export const returnMoves = {
  accept: { from: ['requested'], to: 'accepted' },
  send: { from: ['accepted'], to: 'sent-back' },
  receive: { from: ['accepted', 'sent-back'], to: 'received' },
  check: { from: ['received'], to: 'checked' },
  refund: { from: ['accepted', 'sent-back', 'received', 'checked'], to: 'refunded' }, // before the goods are back: as a gesture, or on proof of sending
  refuse: { from: ['requested', 'checked'], to: 'refused' },
  cancel: { from: ['requested', 'accepted'], to: 'cancelled' },
} as const satisfies Record<string, { from: readonly ReturnState[]; to: ReturnState }>

export type ReturnMove = keyof typeof returnMoves
export const returnStates = [
  'requested',
  'accepted',
  'sent-back',
  'received',
  'checked',
  'refunded',
  'refused',
  'cancelled',
] as const satisfies readonly ReturnState[]
export const returnMoveNames = [
  'accept',
  'send',
  'receive',
  'check',
  'refund',
  'refuse',
  'cancel',
] as const satisfies readonly ReturnMove[]

export function canMove(state: ReturnState, move: ReturnMove): boolean {
  const from: readonly ReturnState[] = returnMoves[move].from
  return from.includes(state)
}

export type MoveChoice = { readonly move: ReturnMove; readonly isAllowed: boolean; readonly becauseKey: string | null }

export const moveChoices = (state: ReturnState): MoveChoice[] =>
  returnMoveNames.map((move) => {
    const isAllowed = canMove(state, move)
    return { move, isAllowed, becauseKey: isAllowed ? null : `returns:not-when.${state}` }
  })

export const returnReasons = [
  'changed-mind',
  'defect',
  'not-as-described',
  'wrong-item',
  'damaged-in-transit',
  'other',
] as const
export type ReturnReason = (typeof returnReasons)[number]

/** What becomes of a copy that is back: to be put on sale again after a look, or kept aside for good. Never on sale by itself. */
export const fates = ['restock', 'aside'] as const
export type Fate = (typeof fates)[number]

export type LineWish = { readonly orderLineId: string; readonly reason: ReturnReason; readonly note: string }

export type ReturnRequest = {
  readonly orderId: OrderId
  readonly kind: ReturnKind
  /** Who declares, as they wrote it, and where the acknowledgement goes (article D221-5). */
  readonly name: string
  readonly email: string
  readonly lines: readonly LineWish[]
  readonly photos?: readonly Picture[]
  readonly lang: string
}
