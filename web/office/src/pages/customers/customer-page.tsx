import { Button, Grid, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api.ts'
import { AskModal } from '../../blocks/ask-modal.tsx'
import { Facts } from '../../blocks/facts.tsx'
import { Page } from '../../blocks/page.tsx'
import { PageSkeleton } from '../../blocks/page-skeleton.tsx'
import { Panel } from '../../blocks/panel.tsx'
import { phoneWords } from '../../blocks/phone-words.ts'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { When } from '../../blocks/when.tsx'
import { moneyText } from '../../blocks/words.ts'
import { type Customer, customerQuery } from './customers-query.ts'

export default function CustomerPage() {
  const { t } = useTranslation()
  const { customerId } = useParams({ from: '/customers/$customerId' })
  const query = useQuery(customerQuery(customerId))
  if (query.isError) return <ProblemNotice error={query.error} retry={() => void query.refetch()} />
  if (!query.data) return <PageSkeleton />

  const customer = query.data
  return (
    <Page
      title={customer.name || customer.email || '–'}
      back={{ to: '/customers', label: t('privacy:office.customers') }}
      about={
        <>
          {t('privacy:office.since')} <When at={customer.createdAt} />
        </>
      }
      actions={<DataActions customer={customer} />}
    >
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Panel title={t('privacy:office.orders')}>
            <CustomerOrders customer={customer} />
          </Panel>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="md">
            <Panel title={t('privacy:office.profile')}>
              <Profile customer={customer} />
            </Panel>
            <Panel title={t('privacy:office.consents')}>
              <Consents customer={customer} />
            </Panel>
            {customer.erasures.length > 0 && (
              <Panel title={t('privacy:office.erasures')}>
                <Erasures customer={customer} />
              </Panel>
            )}
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  )
}

function DataActions({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const [isAsking, asking] = useDisclosure()
  const erase = useAction(
    (because: string) =>
      answer(
        api.POST('/customers/{customerId}/erasure', {
          params: { path: { customerId: customer.id } },
          body: { because },
        }),
      ),
    { refreshes: [['customers'], ['orders']] },
  )
  return (
    <>
      <Button
        component="a"
        href={`/api/v1/customers/${customer.id}/data.zip`}
        download
        size="sm"
        variant="default"
        leftSection={<Download size={16} aria-hidden />}
      >
        {t('privacy:office.export')}
      </Button>
      <Button size="sm" variant="subtle" color="tomato" onClick={asking.open} loading={erase.isPending}>
        {t('privacy:office.erase')}
      </Button>
      <AskModal
        isOpen={isAsking}
        isRequired
        title={t('privacy:office.erase')}
        about={t('privacy:office.eraseAbout')}
        question={t('privacy:office.eraseAsk')}
        onClose={asking.close}
        onAnswer={(because) => erase.mutate(because)}
      />
    </>
  )
}

function CustomerOrders({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const orders = useQuery({
    queryKey: ['orders', { customerId: customer.id }],
    queryFn: () => answer(api.GET('/orders', { params: { query: { customerId: customer.id } } })),
  })
  const items = orders.data?.items ?? []
  if (items.length === 0) return <Text c="dimmed">{t('orders.none')}</Text>
  return (
    <Stack gap="xs">
      {items.map((order) => (
        <div key={order.id}>
          <Link to="/orders/$orderId" params={{ orderId: order.id }}>
            {order.number}
          </Link>{' '}
          {order.firstTitle} · {t(`orders.states.${order.state}`)} · {moneyText(order.totalMinor)}
        </div>
      ))}
    </Stack>
  )
}

function Profile({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const addresses = customer.addresses.map(({ address }) =>
    [address.line1, address.line2, address.postcode, address.city, address.country].filter(Boolean).join(', '),
  )
  return (
    <Facts
      facts={[
        [t('privacy:office.email'), customer.email],
        [t('privacy:office.phone'), phoneWords(customer.phone)],
        [t('privacy:office.login'), t(customer.hasLogin ? 'privacy:office.yes' : 'privacy:office.no')],
        [t('privacy:office.spent'), moneyText(customer.spentMinor)],
        [t('privacy:office.addresses'), addresses.join(' / ')],
      ]}
    />
  )
}

function Consents({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  if (customer.consents.length === 0) return <Text c="dimmed">–</Text>
  return (
    <Stack gap="xs">
      {customer.consents.map((consent) => (
        <div key={consent.purpose}>
          <strong>{t(consent.isGiven ? 'privacy:office.yes' : 'privacy:office.no')}</strong> « {consent.wording} »
          <Text size="sm" c="dimmed">
            <When at={consent.at} /> · {consent.source}
          </Text>
        </div>
      ))}
    </Stack>
  )
}

function Erasures({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  return (
    <Stack gap="xs">
      {customer.erasures.map((erasure) => (
        <div key={erasure.at}>
          <When at={erasure.at} /> · {erasure.because}
          {erasure.kept.map((kept) => (
            <Text key={kept.rule} size="sm" c="dimmed">
              {t('privacy:office.kept', {
                ...kept,
                until: kept.until?.slice(0, 10) ?? '–',
                rule: t(`privacy:rule.${kept.rule}`),
              })}
            </Text>
          ))}
        </div>
      ))}
    </Stack>
  )
}
