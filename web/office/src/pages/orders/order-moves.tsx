import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api.ts'
import { ActionButton } from '../../blocks/action-button.tsx'
import { useAction } from '../../blocks/use-action.ts'
import type { Order } from './orders-query.ts'

type Move = Order['moves'][number]['move']

const nextMove = { placed: 'pay', paid: 'pack', packed: 'send', sent: undefined, cancelled: undefined } as const

/** Every move of an order as a button; the next one stands out, one that may not be made says why. */
export function OrderMoves({ order }: { order: Order }) {
  const { t } = useTranslation()
  const params = { params: { path: { orderId: order.id } } }
  const sends = {
    pay: () => answer(api.POST('/orders/{orderId}/payment', params)),
    pack: () => answer(api.POST('/orders/{orderId}/packing', params)),
    send: () => answer(api.POST('/orders/{orderId}/sending', params)),
    cancel: () => answer(api.POST('/orders/{orderId}/cancellation', { ...params, body: { reason: 'shop-request' } })),
  } as const satisfies Record<Move, () => Promise<unknown>>
  const change = useAction((move: Move) => sends[move](), { refreshes: [['orders'], ['today'], ['units']] })

  return order.moves.map(({ move, becauseKey }) => (
    <ActionButton
      key={move}
      isMain={nextMove[order.state] === move}
      isBusy={change.isPending && change.variables === move}
      action={{
        label: t(`orders.moves.${move}`),
        disabledReason: becauseKey === null ? undefined : t(becauseKey),
        run: () => change.mutate(move),
        ...(move === 'cancel' && {
          confirm: t('orders.cancelSure', { number: order.number }),
          isDangerous: true,
        }),
      }}
    />
  ))
}
