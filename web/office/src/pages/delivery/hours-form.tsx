import { Button, Group, Stack, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api.ts'
import { useAction } from '../../blocks/use-action.ts'
import { currentLanguage } from '../../i18n.ts'
import type { Hours } from './delivery-query.ts'
import { hoursText, readHours } from './rates-text.ts'

/** When orders can be collected at the shop; slots follow. */
export function HoursForm({ hours }: { hours: readonly Hours[] }) {
  const { t } = useTranslation('delivery')
  const { t: office } = useTranslation()
  const form = useForm({
    initialValues: { text: hoursText(hours, currentLanguage()) },
    validate: {
      text: (text) => {
        const read = readHours(text)
        return 'faultyLine' in read ? t('office.ratesFault', { line: read.faultyLine }) : null
      },
    },
  })
  const save = useAction(
    (text: string) => {
      const read = readHours(text)
      return answer(api.PUT('/collection-hours', { body: { items: 'items' in read ? read.items : [] } }))
    },
    { refreshes: [['collection-hours']], done: office('action.saved') },
  )
  return (
    <form onSubmit={form.onSubmit(({ text }) => save.mutate(text, { onSuccess: () => form.resetDirty() }))}>
      <Stack gap="sm">
        <Textarea
          autosize
          minRows={4}
          label={t('office.collectionHours')}
          description={t('office.collectionHoursAbout')}
          classNames={{ input: 'mono' }}
          {...form.getInputProps('text')}
        />
        <Group justify="flex-end">
          <Button type="submit" size="xs" loading={save.isPending} disabled={!form.isDirty()}>
            {office('action.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
