import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api.ts'
import { ActionButton } from '../../blocks/action-button.tsx'
import { AskModal } from '../../blocks/ask-modal.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { CancelModal } from './cancel-modal.tsx'
import type { Order } from './orders-query.ts'
import { type Parcel, SendModal } from './send-modal.tsx'

const nextMove = { placed: 'pay', paid: 'pack', packed: 'send', sent: undefined, cancelled: undefined } as const

/** Every move of an order as a button: the next one stands out, one that may not be made says why. */
export function OrderMoves({ order }: { order: Order }) {
  const { t } = useTranslation()
  const [isSending, sending] = useDisclosure()
  const [isCancelling, cancelling] = useDisclosure()
  const { pay, pack, send, cancel } = useMoves(order.id)
  const runs = {
    pay: () => pay.mutate(undefined),
    pack: () => pack.mutate(undefined),
    send: sending.open,
    cancel: cancelling.open,
  }
  const isMarketplaces = order.source.startsWith('channel:')
  const isBusy = [pay, pack, send, cancel].some((move) => move.isPending)
  const buttons = order.moves.map(({ move, becauseKey }) => (
    <ActionButton
      key={move}
      isMain={nextMove[order.state] === move}
      isBusy={isBusy && nextMove[order.state] === move}
      action={{
        label: t(`orders.moves.${move}`),
        disabledReason: becauseKey === null ? undefined : t(becauseKey),
        isDangerous: move === 'cancel',
        run: runs[move],
      }}
    />
  ))
  return (
    <>
      {buttons}
      <SendModal isOpen={isSending} onClose={sending.close} onSend={(parcel) => send.mutate(parcel)} />
      <CancelModal
        order={order}
        isOpen={isCancelling && isMarketplaces}
        onClose={cancelling.close}
        onCancel={(reason) => cancel.mutate({ reason })}
      />
      <AskModal
        isOpen={isCancelling && !isMarketplaces}
        isRequired
        title={t('orders.cancelTitle', { number: order.number })}
        about={t('orders.cancelSure')}
        question={t('orders.cancelReason')}
        onClose={cancelling.close}
        onAnswer={(reason) => cancel.mutate({ reason })}
      />
    </>
  )
}

function useMoves(orderId: string) {
  const params = { params: { path: { orderId } } }
  const options = { refreshes: [['orders'], ['today'], ['units'], ['variants']] }
  return {
    pay: useAction(() => answer(api.POST('/orders/{orderId}/payment', params)), options),
    pack: useAction(() => answer(api.POST('/orders/{orderId}/packing', params)), options),
    send: useAction((body: Parcel) => answer(api.POST('/orders/{orderId}/sending', { ...params, body })), options),
    cancel: useAction(
      (body: { reason: string }) => answer(api.POST('/orders/{orderId}/cancellation', { ...params, body })),
      options,
    ),
  }
}
