import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, done } from '../../api.ts'
import { Panel } from '../../blocks/panel.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { groupsQuery } from './promotions-query.ts'

const empty = { code: '', name: '', emails: '' }

/** Who belongs to which group; a press on a group puts it into the form. */
export function CustomerGroups() {
  const { t } = useTranslation('promotions')
  const { t: say } = useTranslation()
  const groups = useQuery(groupsQuery).data?.items ?? []
  const [draft, setDraft] = useState(empty)
  const save = useAction(
    () =>
      done(
        api.PUT('/customer-groups/{code}', {
          params: { path: { code: draft.code } },
          body: { name: draft.name, emails: draft.emails.split(/[\s,;]+/).filter(Boolean) },
        }),
      ),
    { refreshes: [['customer-groups']], done: say('action.saved') },
  )
  return (
    <Stack mt="lg" maw={860}>
      <Panel title={t('office.groupsTitle')}>
        <Text size="sm" c="dimmed">
          {t('office.groupsAbout')}
        </Text>
        <Group gap="xs" my="sm">
          {groups.map(({ code, name, emails }) => (
            <Button
              key={code}
              size="xs"
              variant="default"
              onClick={() => setDraft({ code, name, emails: emails.join('\n') })}
            >
              {name} ({emails.length})
            </Button>
          ))}
        </Group>
        <Stack gap="sm">
          <Group grow>
            <TextInput
              label={t('office.groupCode')}
              value={draft.code}
              onChange={(event) => setDraft({ ...draft, code: event.currentTarget.value.toLowerCase() })}
            />
            <TextInput
              label={t('office.groupName')}
              value={draft.name}
              onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
            />
          </Group>
          <Textarea
            label={t('office.groupEmails')}
            autosize
            minRows={2}
            maxRows={12}
            value={draft.emails}
            onChange={(event) => setDraft({ ...draft, emails: event.currentTarget.value })}
          />
          <div>
            <Button variant="default" onClick={() => save.mutate(undefined)} loading={save.isPending}>
              {say('action.save')}
            </Button>
          </div>
        </Stack>
      </Panel>
    </Stack>
  )
}
