import { Button, Group, List, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api.ts'
import { Panel } from '../../blocks/panel.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { moneyText } from '../../blocks/words.ts'
import { type PromotionDraft, wishOf } from './promotion-draft.ts'

type PreviewProps = { draft: PromotionDraft; promotionId: string | undefined }

/** What it would do to a basket, and which of its reductions the law lets us announce. Nothing is saved. */
export function PromotionPreview({ draft, promotionId }: PreviewProps) {
  const { t } = useTranslation('promotions')
  const [skus, setSkus] = useState('')
  const run = useAction(
    async (typed: string) => {
      const basket = await basketOf(typed)
      const promotion = { ...wishOf(draft), ...(promotionId && { id: promotionId }) }
      return answer(api.POST('/promotions/preview', { body: { promotion, basket } }))
    },
    { refreshes: [] },
  )
  return (
    <Panel title={t('office.preview')}>
      <Group align="flex-end" gap="sm">
        <TextInput
          style={{ flex: 1 }}
          label={t('office.previewSkus')}
          description={t('office.previewAbout')}
          value={skus}
          onChange={(event) => setSkus(event.currentTarget.value)}
        />
        <Button variant="default" onClick={() => run.mutate(skus)} loading={run.isPending}>
          {t('office.previewRun')}
        </Button>
      </Group>
      {run.data && <Outcome outcome={run.data} />}
    </Panel>
  )
}

/** Each SKU as often as it is typed. */
async function basketOf(typed: string): Promise<{ variantId: string; quantity: number }[]> {
  const skus = typed.split(/[\s,]+/).filter(Boolean)
  const found = await Promise.all(
    [...new Set(skus)].map(async (sku) => {
      const { items } = await answer(api.GET('/variants', { params: { query: { text: sku, limit: 5 } } }))
      const copy = items.find((item) => item.sku.toUpperCase() === sku.toUpperCase()) ?? items[0]
      return copy ? [{ variantId: copy.id, quantity: skus.filter((one) => one === sku).length }] : []
    }),
  )
  return found.flat()
}

type OutcomeProps = {
  outcome: {
    savedMinor: number
    announcedCount: number
    silent: { variantId: string; because: string; priceMinor: number; priorMinor: number | null }[]
  }
}

function Outcome({ outcome: { savedMinor, announcedCount, silent } }: OutcomeProps) {
  const { t } = useTranslation('promotions')
  return (
    <Stack gap="xs" mt="md" role="status">
      <Text fw={600}>
        {savedMinor > 0 ? t('office.previewSaved', { amount: moneyText(savedMinor) }) : t('office.previewNone')}
      </Text>
      {announcedCount > 0 && <Text size="sm">{t('office.announced', { count: announcedCount })}</Text>}
      {silent.length > 0 && (
        <>
          <Text size="sm">{t('office.silent')}</Text>
          <List size="sm">
            {silent.map(({ variantId, because, priceMinor, priorMinor }) => (
              <List.Item key={variantId}>
                {t(`office.silent.${because}`, {
                  price: moneyText(priceMinor),
                  prior: priorMinor === null ? '' : moneyText(priorMinor),
                })}
              </List.Item>
            ))}
          </List>
        </>
      )}
    </Stack>
  )
}
