import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { answer, api, type Sent } from '../../api.ts'
import { ActionButton } from '../../blocks/action-button.tsx'
import { AskModal } from '../../blocks/ask-modal.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { CheckModal } from './check-modal.tsx'
import { RefundModal } from './refund-modal.tsx'
import type { Return } from './returns-query.ts'

type Findings = Sent<'/returns/{returnId}/check', 'post'>['findings']

const nextMove: Readonly<Record<Return['state'], string>> = {
  requested: 'accept',
  accepted: 'receive',
  'sent-back': 'receive',
  received: 'check',
  checked: 'refund',
  refunded: '',
  refused: '',
  cancelled: '',
}

/** Every move of a return as a button: the next one stands out, one that may not be made says why. */
export function ReturnMoves({ found }: { found: Return }) {
  const { t } = useTranslation()
  const [isChecking, checking] = useDisclosure()
  const [isRefunding, refunding] = useDisclosure()
  const [isRefusing, refusing] = useDisclosure()
  const moves = useMoves(found)
  const runs = {
    accept: () => moves.accept.mutate(undefined),
    send: () => moves.send.mutate(undefined),
    receive: () => moves.receive.mutate(undefined),
    check: checking.open,
    refund: refunding.open,
    refuse: refusing.open,
    cancel: () => moves.cancel.mutate(undefined),
  }
  const questions: Readonly<Record<string, string>> = {
    accept: t('returns:office.confirmAccept'),
    send: t('returns:office.confirmSend'),
    receive: t('returns:office.confirmReceive'),
    cancel: t('returns:office.confirmCancel'),
  }
  return (
    <>
      {found.moves.map(({ move, becauseKey }) => (
        <ActionButton
          key={move}
          isMain={nextMove[found.state] === move}
          action={{
            label: t(`returns:office.move.${move}`),
            disabledReason: becauseKey === null ? undefined : t(becauseKey),
            isDangerous: move === 'refuse' || move === 'cancel',
            ...(questions[move] && { confirm: questions[move] }),
            run: runs[move],
          }}
        />
      ))}
      <CheckModal
        found={found}
        isOpen={isChecking}
        onClose={checking.close}
        onCheck={(findings) => moves.check.mutate(findings)}
      />
      <RefundModal
        isOpen={isRefunding}
        onClose={refunding.close}
        onRefund={(deductedMinor) => moves.refund.mutate(deductedMinor)}
      />
      <AskModal
        isOpen={isRefusing}
        isRequired
        title={t('returns:office.move.refuse')}
        question={t('returns:office.because')}
        onClose={refusing.close}
        onAnswer={(because) => moves.refuse.mutate(because)}
      />
    </>
  )
}

function useMoves(found: Return) {
  const params = { params: { path: { returnId: found.id } } }
  const options = { refreshes: [['returns'], ['orders'], ['today'], ['units'], ['variants']] }
  const unitIds = found.lines.flatMap(({ units }) => units.map(({ unitId }) => unitId))
  return {
    accept: useAction(() => answer(api.POST('/returns/{returnId}/acceptance', params)), options),
    send: useAction(
      () => answer(api.POST('/returns/{returnId}/sending', { ...params, body: { carrier: '', trackingNumber: '' } })),
      options,
    ),
    receive: useAction(
      () => answer(api.POST('/returns/{returnId}/reception', { ...params, body: { unitIds } })),
      options,
    ),
    check: useAction(
      (findings: Findings) => answer(api.POST('/returns/{returnId}/check', { ...params, body: { findings } })),
      options,
    ),
    refund: useAction(
      (deductedMinor: number) => answer(api.POST('/returns/{returnId}/refund', { ...params, body: { deductedMinor } })),
      options,
    ),
    refuse: useAction(
      (because: string) => answer(api.POST('/returns/{returnId}/refusal', { ...params, body: { because } })),
      options,
    ),
    cancel: useAction(() => answer(api.POST('/returns/{returnId}/cancellation', params)), options),
  }
}
