import { Grid } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api.ts'
import { ActionButton } from '../../blocks/action-button.tsx'
import { Facts } from '../../blocks/facts.tsx'
import { Page } from '../../blocks/page.tsx'
import { PageSkeleton } from '../../blocks/page-skeleton.tsx'
import { Panel } from '../../blocks/panel.tsx'
import { phoneWords } from '../../blocks/phone-words.ts'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { StateBadge } from '../../blocks/state-badge.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { When } from '../../blocks/when.tsx'
import { dayText } from '../../blocks/words.ts'
import { OfferForm } from './offer-form.tsx'
import { type Quote, quoteQuery, quoteTones } from './quotes-query.ts'

export default function QuotePage() {
  const { t } = useTranslation()
  const { quoteId } = useParams({ from: '/quotes/$quoteId' })
  const query = useQuery(quoteQuery(quoteId))
  const params = { params: { path: { quoteId } } }
  const refuse = useAction(() => answer(api.POST('/quotes/{quoteId}/refusal', params)), { refreshes: [['quotes']] })
  if (query.isError) return <ProblemNotice error={query.error} retry={() => void query.refetch()} />
  if (!query.data) return <PageSkeleton />

  const quote = query.data
  const isOpen = quote.state === 'requested' || quote.state === 'sent'
  return (
    <Page
      title={t('quotes:page.title', { number: quote.number })}
      back={{ to: '/quotes', label: t('quotes:office.title') }}
      about={
        <>
          <StateBadge words={t(`quotes:state.${quote.state}`)} tone={quoteTones[quote.state]} />{' '}
          <When at={quote.createdAt} />
        </>
      }
      actions={
        <ActionButton
          action={{
            label: t('quotes:office.refuse'),
            confirm: t('quotes:office.refuseSure'),
            isDangerous: true,
            disabledReason: isOpen ? undefined : t('quotes:office.answered'),
            run: () => refuse.mutate(undefined),
          }}
        />
      }
    >
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Panel title={t('quotes:office.offer')}>
            <OfferForm key={`${quote.id}${quote.state}`} quote={quote} />
          </Panel>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Panel title={t('quotes:office.buyer')}>
            <QuoteFacts quote={quote} />
          </Panel>
        </Grid.Col>
      </Grid>
    </Page>
  )
}

function QuoteFacts({ quote }: { quote: Quote }) {
  const { t } = useTranslation()
  const order = quote.orderId && (
    <Link to="/orders/$orderId" params={{ orderId: quote.orderId }}>
      {t('quotes:office.order')}
    </Link>
  )
  return (
    <Facts
      facts={[
        [t('quotes:office.buyer'), [quote.buyer.name, quote.company].filter(Boolean).join(', ')],
        [t('privacy:office.email'), quote.buyer.email],
        [t('privacy:office.phone'), quote.buyer.phone && phoneWords(quote.buyer.phone)],
        [t('quotes:office.wish'), quote.wish],
        [t('quotes:office.wantedBy'), quote.wantedBy && dayText(quote.wantedBy)],
        [t('quotes:office.order'), order],
      ]}
    />
  )
}
