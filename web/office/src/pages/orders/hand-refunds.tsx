import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Body } from '../../api.ts'
import { useAction } from '../../blocks/use-action.ts'
import { moneyText } from '../../blocks/words.ts'

export type HandRefund = Body<'/refunds-by-hand', 'get'>['items'][number]

export const handRefundsQuery = queryOptions({
  queryKey: ['refunds-by-hand'],
  queryFn: () => answer(api.GET('/refunds-by-hand')),
})

/** What of this order has to be sent back by a person; nothing is shown when nothing is. */
export function HandRefunds({ orderId }: { orderId: string }) {
  const { t } = useTranslation('payments')
  const refunds = useQuery(handRefundsQuery)
  const ours = refunds.data?.items.filter((refund) => refund.orderId === orderId) ?? []
  return ours.map((refund) => (
    <Group key={refund.refundId ?? refund.paymentId} justify="space-between" gap="sm">
      <Text size="sm">
        {t('byHandRefunds.row', { amount: moneyText(refund.amountMinor), name: refund.buyerName })} ·{' '}
        {t(`byHandRefunds.how.${refund.provider}`)}
      </Text>
      <RecordRefund refund={refund} />
    </Group>
  ))
}

/** The button and its question: what stands on the transfer, so that the buyer and the books find it again. */
export function RecordRefund({ refund }: { refund: HandRefund }) {
  const { t } = useTranslation('payments')
  const { t: office } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const [reference, setReference] = useState(refund.number)
  const { paymentId, refundId } = refund
  const record = useAction(
    () =>
      answer(
        api.POST('/payments/{paymentId}/hand-refund', {
          params: { path: { paymentId } },
          body: { reference, ...(refundId !== null && { refundId }) },
        }),
      ),
    { refreshes: [handRefundsQuery.queryKey, ['orders'], ['today']], done: t('byHandRefunds.recorded') },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    record.mutate(undefined, { onSuccess: () => setOpen(false) })
  }
  const title = t('byHandRefunds.row', { amount: moneyText(refund.amountMinor), name: refund.buyerName })
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        {t('byHandRefunds.record')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={title}
        closeButtonProps={{ 'aria-label': office('action.close') }}
      >
        <form onSubmit={submit}>
          <Stack gap="sm">
            <TextInput
              label={t('byHandRefunds.reference')}
              description={t('byHandRefunds.referenceAbout')}
              required
              maxLength={140}
              data-autofocus
              value={reference}
              onChange={({ currentTarget }) => setReference(currentTarget.value)}
            />
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setOpen(false)}>
                {office('action.back')}
              </Button>
              <Button type="submit" loading={record.isPending}>
                {t('byHandRefunds.record')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  )
}
