import { Anchor, Button, Group, Skeleton, Stack, Table, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, done } from '../../api.ts'
import { Page } from '../../blocks/page.tsx'
import { Panel } from '../../blocks/panel.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { type Redirect, redirectsQuery, refreshes } from './redirects-query.ts'

/** How search engines and other shops' customers find us: old addresses, and the files that machines read. */
export default function RedirectsPage() {
  const { t } = useTranslation('seo')
  const { t: office } = useTranslation()
  const redirects = useQuery(redirectsQuery)
  return (
    <Page title={office('place.redirects')} about={t('about')}>
      <Stack gap="md">
        <MachineFiles />
        <NewRedirect />
        {redirects.isError && <ProblemNotice error={redirects.error} retry={() => void redirects.refetch()} />}
        {redirects.isPending && <Skeleton height={140} radius={8} />}
        {redirects.data && (
          <Panel title={t('moved')}>
            {redirects.data.items.length === 0 ? (
              <Text c="dimmed">{t('none')}</Text>
            ) : (
              <Moved rows={redirects.data.items} />
            )}
          </Panel>
        )}
      </Stack>
    </Page>
  )
}

const files = {
  sitemap: '/sitemap.xml',
  google: '/feeds/google.xml',
  meta: '/feeds/meta.csv',
  news: '/feeds/new.xml',
  robots: '/robots.txt',
} as const

function MachineFiles() {
  const { t } = useTranslation('seo')
  return (
    <Panel title={t('files')}>
      <Stack component="ul" gap={6} m={0} pl="md">
        {Object.entries(files).map(([name, path]) => (
          <li key={name}>
            {t(`file.${name}`)} : <Anchor href={path}>{`${window.location.origin}${path}`}</Anchor>
          </li>
        ))}
      </Stack>
    </Panel>
  )
}

function NewRedirect() {
  const { t } = useTranslation('seo')
  const form = useForm({ initialValues: { from: '', to: '' } })
  const add = useAction((body: { from: string; to: string }) => done(api.POST('/redirects', { body })), {
    refreshes,
    done: t('added'),
    form,
  })
  const submit = form.onSubmit((fields) => add.mutate(fields, { onSuccess: () => form.reset() }))
  return (
    <Panel title={t('add')}>
      <form onSubmit={submit}>
        <Group align="flex-end" gap="sm">
          <TextInput
            required
            flex={1}
            miw={220}
            label={t('from')}
            placeholder="/boutique/123.html"
            {...form.getInputProps('from')}
          />
          <TextInput required flex={1} miw={220} label={t('to')} placeholder="/disques" {...form.getInputProps('to')} />
          <Button type="submit" loading={add.isPending}>
            {t('add')}
          </Button>
        </Group>
      </form>
    </Panel>
  )
}

function Moved({ rows }: { rows: readonly Redirect[] }) {
  const { t } = useTranslation('seo')
  const remove = useAction((from: string) => done(api.POST('/redirects/removal', { body: { from } })), {
    refreshes,
    done: t('removed'),
  })
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('kind')}</Table.Th>
            <Table.Th>{t('from')}</Table.Th>
            <Table.Th>{t('to')}</Table.Th>
            <Table.Th>{t('remove')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ kind, from, to }) => (
            <Table.Tr key={`${kind} ${from}`}>
              <Table.Td>{t(`kinds.${kind}`)}</Table.Td>
              <Table.Td>{from}</Table.Td>
              <Table.Td>{to}</Table.Td>
              <Table.Td>
                {kind === 'path' && (
                  <Button
                    variant="subtle"
                    size="compact-sm"
                    onClick={() => remove.mutate(from)}
                    aria-label={t('removeOf', { from })}
                  >
                    {t('remove')}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
