import { Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../blocks/empty.tsx'
import { Page } from '../../blocks/page.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { StateBadge, type Tone } from '../../blocks/state-badge.tsx'
import { fullWhenText, moneyText } from '../../blocks/words.ts'
import { CustomerGroups } from './customer-groups.tsx'
import { type Promotion, promotionsQuery } from './promotions-query.ts'

export const phaseTones = {
  draft: 'plain',
  paused: 'plain',
  scheduled: 'waiting',
  running: 'good',
  ended: 'plain',
  'used-up': 'plain',
} as const satisfies Record<Promotion['phase'], Tone>

/** What runs, what is planned, what has ended; and the groups promotions can be for. */
export default function PromotionsPage() {
  const { t } = useTranslation('promotions')
  const { t: say } = useTranslation()
  const promotions = useQuery(promotionsQuery)
  const actions = (
    <Button renderRoot={(props) => <Link to="/promotions/$promotionId" params={{ promotionId: 'new' }} {...props} />}>
      {t('office.new')}
    </Button>
  )
  return (
    <Page title={say('place.promotions')} about={t('office.about')} actions={actions}>
      {promotions.isError && <ProblemNotice error={promotions.error} retry={() => void promotions.refetch()} />}
      {promotions.isPending && <Skeleton height={180} radius={8} />}
      {promotions.data?.items.length === 0 && <Empty title={t('office.none')} about={t('office.noneAbout')} />}
      <Stack component="ul" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
        {promotions.data?.items.map((promotion) => (
          <PromotionRow key={promotion.id} promotion={promotion} />
        ))}
      </Stack>
      <CustomerGroups />
    </Page>
  )
}

function PromotionRow({ promotion }: { promotion: Promotion }) {
  const { t } = useTranslation('promotions')
  const { id, names, code, effect, phase, endsAt, ordersCount, usedMinor } = promotion
  const facts = [
    code,
    t(`office.effect.${effect.kind}`),
    endsAt && `${t('office.endsAt')} ${fullWhenText(endsAt)}`,
    ordersCount > 0 && t('office.usedSummary', { count: ordersCount, amount: moneyText(usedMinor) }),
  ]
  return (
    <li className="card" style={{ padding: 12 }}>
      <Group justify="space-between" gap="sm">
        <div>
          <Link to="/promotions/$promotionId" params={{ promotionId: id }} style={{ color: 'inherit' }} data-row>
            <strong>{names.fr}</strong>
          </Link>
          <Text size="sm" c="dimmed">
            {facts.filter(Boolean).join(' · ')}
          </Text>
        </div>
        <StateBadge words={t(`office.phase.${phase}`)} tone={phaseTones[phase]} />
      </Group>
    </li>
  )
}
