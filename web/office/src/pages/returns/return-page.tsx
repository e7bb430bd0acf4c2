import { Grid, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useActorWords } from '../../blocks/actor-words.ts'
import { Facts } from '../../blocks/facts.tsx'
import { Page } from '../../blocks/page.tsx'
import { PageSkeleton } from '../../blocks/page-skeleton.tsx'
import { Panel } from '../../blocks/panel.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { StateBadge } from '../../blocks/state-badge.tsx'
import { Timeline } from '../../blocks/timeline.tsx'
import { When } from '../../blocks/when.tsx'
import { dayText, moneyText } from '../../blocks/words.ts'
import { ReturnLines } from './return-lines.tsx'
import { ReturnMoves } from './return-moves.tsx'
import { ReturnPhotos } from './return-photos.tsx'
import { type Return, returnQuery, returnTones } from './returns-query.ts'

export default function ReturnPage() {
  const { t } = useTranslation()
  const { returnId } = useParams({ from: '/returns/$returnId' })
  const query = useQuery(returnQuery(returnId))
  if (query.isError) return <ProblemNotice error={query.error} retry={() => void query.refetch()} />
  if (!query.data) return <PageSkeleton />

  const found = query.data
  return (
    <Page
      title={t('returns:page', { number: found.number })}
      back={{ to: '/returns', label: t('returns:title') }}
      about={
        <>
          <StateBadge words={t(`returns:state.${found.state}`)} tone={returnTones[found.state]} />{' '}
          {t(`returns:kind.${found.kind}`)} · {t(found.isInPeriod ? 'returns:office.inPeriod' : 'returns:office.late')}{' '}
          · <When at={found.requestedAt} />
        </>
      }
      actions={<ReturnMoves found={found} />}
    >
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="md">
            <Panel title={t('returns:office.lines')}>
              <ReturnLines found={found} />
            </Panel>
            {found.photos.length > 0 && (
              <Panel title={t('returns:office.photos')}>
                <ReturnPhotos found={found} />
              </Panel>
            )}
            <Panel title={t('returns:office.events')}>
              <ReturnEvents found={found} />
            </Panel>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack gap="md">
            <Panel title={t('returns:office.buyer')}>
              <ReturnFacts found={found} />
            </Panel>
            <Panel title={t('returns:office.money')}>
              <ReturnMoney found={found} />
            </Panel>
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  )
}

function ReturnFacts({ found }: { found: Return }) {
  const { t } = useTranslation()
  const order = (
    <Link to="/orders/$orderId" params={{ orderId: found.orderId }}>
      {found.orderNumber}
    </Link>
  )
  return (
    <Facts
      facts={[
        [t('returns:office.buyer'), found.buyerName],
        [t('privacy:office.email'), found.email],
        [t('returns:office.order'), order],
        [t('returns:office.until'), found.periodEndsOn && dayText(found.periodEndsOn)],
        [t('returns:office.parcel'), [found.carrier, found.trackingNumber].filter(Boolean).join(' · ')],
        [t('returns:office.because'), found.refusal],
      ]}
    />
  )
}

/** What was paid back, or what the law has us pay back today. */
function ReturnMoney({ found: { refund, proposal } }: { found: Return }) {
  const { t } = useTranslation()
  const amounts = refund ?? proposal
  return (
    <Facts
      facts={[
        [t('returns:office.linesMinor'), moneyText(amounts.linesMinor)],
        [t('returns:office.deliveryMinor'), moneyText(amounts.deliveryMinor)],
        [t('returns:office.deducted'), refund && refund.deductedMinor > 0 && `– ${moneyText(refund.deductedMinor)}`],
        [t('returns:office.lateMinor'), amounts.lateMinor > 0 && moneyText(amounts.lateMinor)],
        [t('returns:office.paidBack'), refund && moneyText(refund.paidBackMinor)],
        [t('returns:office.leftMinor'), !refund && moneyText(proposal.leftMinor)],
        [t('returns:office.dueOn'), !refund && proposal.dueOn && dayText(proposal.dueOn)],
      ]}
    />
  )
}

function ReturnEvents({ found }: { found: Return }) {
  const { t } = useTranslation()
  const actorWords = useActorWords()
  const entries = found.events
    .map((event, index) => ({
      key: String(index),
      at: event.at,
      actor: actorWords(event.actor),
      words: t(`returns:office.event.${event.what}`, { defaultValue: event.what }),
      tone: 'plain' as const,
    }))
    .toReversed()
  return <Timeline entries={entries} label={t('returns:office.events')} />
}
