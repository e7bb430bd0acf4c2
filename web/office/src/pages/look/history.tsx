import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { answer, api, type Body } from '../../api.ts'
import { useAction } from '../../blocks/use-action.ts'
import { When } from '../../blocks/when.tsx'

type Past = Body<'/theme', 'get'>['past']

/** Every look readers have seen; one press leads back. */
export function LookHistory({ past, onReturn }: { past: Past; onReturn: () => void }) {
  const { t } = useTranslation()
  const back = useAction((themeId: string | null) => answer(api.POST('/theme/return', { body: { themeId } })), {
    refreshes: [['look']],
    done: t('look:returned'),
  })
  const goBack = (themeId: string | null) => back.mutate(themeId, { onSuccess: onReturn })
  return (
    <Stack gap={6}>
      {past.map((one, index) => (
        <Group key={one.id} justify="space-between" gap="xs">
          <Text size="sm">
            <When at={one.publishedAt} /> {index === 0 && <strong>{t('look:current')}</strong>}
          </Text>
          {index > 0 && (
            <Button size="compact-xs" variant="default" loading={back.isPending} onClick={() => goBack(one.id)}>
              {t('look:return')}
            </Button>
          )}
        </Group>
      ))}
      <Group>
        <Button size="xs" variant="default" loading={back.isPending} onClick={() => goBack(null)}>
          {t('look:reset')}
        </Button>
      </Group>
    </Stack>
  )
}
