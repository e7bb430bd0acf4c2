import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api.ts'
import { useAction } from '../../blocks/use-action.ts'
import { When } from '../../blocks/when.tsx'

const termsQuery = queryOptions({ queryKey: ['terms'], queryFn: () => answer(api.GET('/terms')) })

/** The terms of sale: what is missing, what is in force, every version there was. */
export function Terms() {
  const { t } = useTranslation()
  const terms = useQuery(termsQuery).data
  const publish = useAction(() => answer(api.POST('/terms/publication')), {
    refreshes: [['terms']],
    done: t('legal:office.published'),
  })
  if (!terms) return null
  const names = terms.missing.map((name) => t(`settings.field.${name}`)).join(', ')
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('legal:office.about')}
      </Text>
      {terms.missing.length > 0 && <Alert color="mustard">{t('legal:office.missing', { names })}</Alert>}
      {terms.isChanged && terms.items.length > 0 && <Alert color="mustard">{t('legal:office.changed')}</Alert>}
      {terms.items.length === 0 && <Text size="sm">{t('legal:office.none')}</Text>}
      {terms.items.map(({ number, publishedAt }) => (
        <Group key={number} justify="space-between">
          <Anchor href={`/cgv/${number}`} target="_blank">
            {t('legal:office.version', { number })}
          </Anchor>
          <When at={publishedAt} />
        </Group>
      ))}
      <Group justify="flex-end">
        <Button disabled={!terms.isChanged} onClick={() => publish.mutate(undefined)} loading={publish.isPending}>
          {t('legal:office.publish')}
        </Button>
      </Group>
    </Stack>
  )
}
