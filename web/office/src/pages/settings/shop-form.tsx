import { Button, Group, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api.ts'
import { phoneWords } from '../../blocks/phone-words.ts'
import { useAction } from '../../blocks/use-action.ts'
import type { Settings } from './settings-query.ts'

/** What the shop says about itself, on every page and mail. */
export function ShopForm({ settings }: { settings: Settings }) {
  const { t } = useTranslation()
  const form = useForm({ initialValues: { ...settings, phone: phoneWords(settings.phone) } })
  const save = useAction((body: Settings) => answer(api.PATCH('/settings', { body })), {
    refreshes: [['settings'], ['terms']],
    done: t('action.saved'),
    form,
  })
  const submit = form.onSubmit((wanted) => save.mutate(wanted, { onSuccess: () => form.resetDirty() }))
  const field = (name: keyof Settings) => ({ label: t(`settings.field.${name}`), ...form.getInputProps(name) })
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <TextInput required {...field('shopName')} />
          <TextInput {...field('tagline')} />
          <TextInput type="tel" {...field('phone')} />
          <TextInput type="email" {...field('email')} />
        </SimpleGrid>
        <Textarea autosize minRows={2} {...field('address')} />
        <Textarea autosize minRows={2} {...field('openingHours')} />
        <Textarea autosize minRows={2} {...field('legalIdentity')} />
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
          <TextInput {...field('siren')} />
          <TextInput {...field('vatNumber')} />
          <TextInput {...field('publisher')} />
        </SimpleGrid>
        <TextInput {...field('vatNotice')} />
        <Textarea autosize minRows={1} {...field('producerIds')} />
        <TextInput {...field('mediator')} />
        <TextInput {...field('host')} />
        <TextInput description={t('settings.bankAbout')} {...field('bankAccount')} />
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
            {t('action.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
