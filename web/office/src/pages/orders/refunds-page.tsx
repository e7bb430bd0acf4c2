import { Group, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../blocks/empty.tsx'
import { Page } from '../../blocks/page.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { When } from '../../blocks/when.tsx'
import { moneyText } from '../../blocks/words.ts'
import { handRefundsQuery, RecordRefund } from './hand-refunds.tsx'

/** What came by transfer or in cash and has to be sent back by a person, longest waiting first. */
export default function RefundsPage() {
  const { t } = useTranslation('payments')
  const refunds = useQuery(handRefundsQuery)
  return (
    <Page title={t('byHandRefunds.title')} about={t('byHandRefunds.about')}>
      {refunds.isError && <ProblemNotice error={refunds.error} retry={() => void refunds.refetch()} />}
      {refunds.isPending && <Skeleton height={120} radius={8} />}
      {refunds.data?.items.length === 0 && (
        <Empty title={t('byHandRefunds.none')} about={t('byHandRefunds.noneAbout')} />
      )}
      <Stack component="ol" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
        {refunds.data?.items.map((refund) => (
          <Group
            component="li"
            key={refund.refundId ?? refund.paymentId}
            className="card"
            p="md"
            justify="space-between"
            gap="sm"
          >
            <div>
              <strong>
                {t('byHandRefunds.row', { amount: moneyText(refund.amountMinor), name: refund.buyerName })}
              </strong>
              <Text size="sm" c="dimmed">
                <Link to="/orders/$orderId" params={{ orderId: refund.orderId }}>
                  {refund.number}
                </Link>{' '}
                · {t(`byHandRefunds.how.${refund.provider}`)} · <When at={refund.decidedAt} ago />
              </Text>
            </div>
            <RecordRefund refund={refund} />
          </Group>
        ))}
      </Stack>
    </Page>
  )
}
