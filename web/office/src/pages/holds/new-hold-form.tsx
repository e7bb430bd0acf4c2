import { Alert, Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { given } from '../../blocks/given.ts'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { beginHold, type NewHold } from './holds-query.ts'

export type HoldFilter = NonNullable<NewHold['filter']>
type Fields = { name: string; reason: string; plannedEnd: string; list: string }

const initialValues: Fields = { name: '', reason: '', plannedEnd: '', list: '' }

/** A name, and what: a list of codes, shelves among them, or everything the catalogue shows with a filter. */
export function NewHoldForm({ filter }: { filter: HoldFilter | undefined }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const client = useQueryClient()
  const form = useForm({ initialValues })
  const begin = useMutation({
    mutationFn: (fields: Fields) => beginHold(holdOf(fields, filter)),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['holds'] })
      await navigate({ to: '/holds/$holdId', params: { holdId: id } })
    },
  })
  return (
    <form onSubmit={form.onSubmit((fields) => begin.mutate(fields))}>
      <Stack gap="sm">
        <Group grow align="flex-start" preventGrowOverflow={false}>
          <TextInput
            label={t('holds.name')}
            placeholder={t('holds.nameExample')}
            required
            maxLength={120}
            {...form.getInputProps('name')}
          />
          <TextInput
            label={t('holds.plannedEndField')}
            description={t('holds.plannedEndAbout')}
            type="datetime-local"
            {...form.getInputProps('plannedEnd')}
          />
        </Group>
        {filter ? <FilterNotice filter={filter} /> : <ListField props={form.getInputProps('list')} />}
        <TextInput label={t('holds.reason')} maxLength={500} {...form.getInputProps('reason')} />
        {begin.isError && <ProblemNotice error={begin.error} />}
        <Group justify="flex-end">
          <Button type="submit" size="md" loading={begin.isPending}>
            {t('holds.begin')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

const holdOf = ({ name, reason, plannedEnd, list }: Fields, filter: HoldFilter | undefined): NewHold => ({
  name,
  reason,
  plannedEndAt: plannedEnd === '' ? null : new Date(plannedEnd).toISOString(),
  ...(filter ? { filter: given(filter) } : { list }),
})

function ListField({ props }: { props: object }) {
  const { t } = useTranslation()
  return (
    <Textarea
      label={t('holds.codes')}
      description={t('holds.codesAbout')}
      autosize
      minRows={3}
      maxRows={12}
      required
      spellCheck={false}
      classNames={{ input: 'mono' }}
      {...props}
    />
  )
}

function FilterNotice({ filter: { text, medium, state } }: { filter: HoldFilter }) {
  const { t } = useTranslation()
  const parts = [
    ...(text ? [`« ${text} »`] : []),
    ...(medium ? [t(`copy.media.${medium}`)] : []),
    ...(state ? [t(`copy.states.${state}`)] : []),
  ]
  return (
    <Alert color="slate" p="sm">
      <Text size="sm">{t('holds.byFilter', { filter: parts.join(', ') || t('list.all') })}</Text>
    </Alert>
  )
}
