import { Button, Group, List, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api.ts'
import { Page } from '../../blocks/page.tsx'
import { Panel } from '../../blocks/panel.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { StateBadge } from '../../blocks/state-badge.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { When } from '../../blocks/when.tsx'
import { moneyText } from '../../blocks/words.ts'
import { draftOf, emptyDraft, type PromotionDraft, wishOf } from './promotion-draft.ts'
import { PromotionForm } from './promotion-form.tsx'
import { PromotionPreview } from './promotion-preview.tsx'
import { phaseTones } from './promotions-page.tsx'
import { type PromotionDetail, promotionQuery } from './promotions-query.ts'

const refreshes = [['promotions']]
const newPromotion = 'new'

/** A promotion: make or change it, try it, let it run, see who used it. */
export default function PromotionPage() {
  const { promotionId } = useParams({ from: '/promotions/$promotionId' })
  return promotionId === newPromotion ? <NewPromotion /> : <KnownPromotion promotionId={promotionId} />
}

function NewPromotion() {
  const { t } = useTranslation('promotions')
  const { t: say } = useTranslation()
  const navigate = useNavigate()
  const [draft, setDraft] = useState(emptyDraft)
  const create = useAction(
    () =>
      answer(api.POST('/promotions', { body: wishOf(draft) })).then(({ id }) =>
        navigate({ to: '/promotions/$promotionId', params: { promotionId: id } }),
      ),
    { refreshes, done: say('action.saved') },
  )
  return (
    <Page
      title={t('office.new')}
      back={{ to: '/promotions', label: say('place.promotions') }}
      actions={
        <Button
          onClick={() => create.mutate(undefined)}
          loading={create.isPending}
          disabled={draft.nameFr.trim() === ''}
        >
          {say('action.save')}
        </Button>
      }
    >
      <Body draft={draft} setDraft={setDraft} promotionId={undefined} />
    </Page>
  )
}

function KnownPromotion({ promotionId }: { promotionId: string }) {
  const promotion = useQuery(promotionQuery(promotionId))
  if (promotion.isError) return <ProblemNotice error={promotion.error} retry={() => void promotion.refetch()} />
  if (!promotion.data) return <Skeleton height={360} radius={8} />
  return <Editor key={promotion.data.id} promotion={promotion.data} />
}

function Editor({ promotion }: { promotion: PromotionDetail }) {
  const { t } = useTranslation('promotions')
  const { t: say } = useTranslation()
  const [draft, setDraft] = useState(() => draftOf(promotion))
  const params = { path: { promotionId: promotion.id } }
  const body = { ...wishOf(draft, promotion.scope.productIds), version: promotion.version }
  const save = useAction(() => answer(api.PUT('/promotions/{promotionId}', { params, body })), {
    refreshes,
    done: say('action.saved'),
  })
  const start = useAction(() => answer(api.POST('/promotions/{promotionId}/activation', { params })), {
    refreshes,
    done: t('office.started'),
  })
  const pause = useAction(() => answer(api.POST('/promotions/{promotionId}/pause', { params })), {
    refreshes,
    done: t('office.paused'),
  })
  const isActive = promotion.state === 'active'
  return (
    <Page
      title={promotion.names.fr}
      back={{ to: '/promotions', label: say('place.promotions') }}
      about={<StateBadge words={t(`office.phase.${promotion.phase}`)} tone={phaseTones[promotion.phase]} />}
      actions={
        <>
          <Button
            variant="default"
            onClick={() => (isActive ? pause : start).mutate(undefined)}
            loading={start.isPending || pause.isPending}
          >
            {t(isActive ? 'office.pause' : 'office.start')}
          </Button>
          <Button onClick={() => save.mutate(undefined)} loading={save.isPending}>
            {say('action.save')}
          </Button>
        </>
      }
    >
      <Body draft={draft} setDraft={setDraft} promotionId={promotion.id} />
      <Uses promotion={promotion} />
    </Page>
  )
}

type BodyProps = {
  draft: PromotionDraft
  setDraft: (draft: PromotionDraft) => void
  promotionId: string | undefined
}

function Body({ draft, setDraft, promotionId }: BodyProps) {
  return (
    <Stack gap="md" maw={860}>
      <PromotionForm draft={draft} change={(part) => setDraft({ ...draft, ...part })} />
      <PromotionPreview draft={draft} promotionId={promotionId} />
    </Stack>
  )
}

function Uses({ promotion }: { promotion: PromotionDetail }) {
  const { t } = useTranslation('promotions')
  const summary = t('office.usedSummary', { count: promotion.ordersCount, amount: moneyText(promotion.usedMinor) })
  return (
    <Stack maw={860} mt="md">
      <Panel title={t('office.uses')}>
        <Text size="sm">{promotion.uses.length === 0 ? t('office.noUses') : summary}</Text>
        <List size="sm" mt="xs">
          {promotion.uses.map((use) => (
            <List.Item key={use.orderId}>
              <Group gap="xs">
                {use.number ? (
                  <Link to="/orders/$orderId" params={{ orderId: use.orderId }}>
                    {use.number}
                  </Link>
                ) : (
                  '–'
                )}
                {moneyText(use.amountMinor)} · <When at={use.usedAt} ago />
                {use.releasedAt && ` · ${t('office.released')}`}
              </Group>
            </List.Item>
          ))}
        </List>
      </Panel>
    </Stack>
  )
}
