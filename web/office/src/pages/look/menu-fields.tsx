import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { MenuItem } from './look-query.ts'
import { WordsFields } from './words-fields.tsx'

type MenuFieldsProps = {
  menu: readonly MenuItem[] | null
  /** What the menu starts from when somebody makes it her own. */
  start: readonly MenuItem[]
  onChange: (menu: MenuItem[] | null) => void
}

const itemsMax = 12

/** The links of a menu in their order; null stands for the shop's own. */
export function MenuFields({ menu, start, onChange }: MenuFieldsProps) {
  const { t } = useTranslation()
  if (menu === null)
    return (
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {t('look:menuOwn')}
        </Text>
        <Button size="xs" variant="default" onClick={() => onChange([...start])}>
          {t('look:menuChange')}
        </Button>
      </Group>
    )
  const replace = (index: number, item: MenuItem) => onChange(menu.with(index, item))
  return (
    <Stack gap="xs">
      {menu.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: links have no name of their own
        <div key={index} className="card" style={{ padding: 10 }}>
          <WordsFields
            label={t('look:label')}
            words={item.label}
            onChange={(label) => replace(index, { ...item, label })}
          />
          <Group align="flex-end" gap="xs" mt={6}>
            <TextInput
              size="sm"
              style={{ flex: 1 }}
              label={t('look:target')}
              description={t('look:targetAbout')}
              value={item.target}
              onChange={(event) => replace(index, { ...item, target: event.currentTarget.value })}
            />
            <ActionIcon
              variant="default"
              size="lg"
              aria-label={t('look:remove')}
              onClick={() => onChange(menu.filter((_, other) => other !== index))}
            >
              <Trash2 size={15} />
            </ActionIcon>
          </Group>
        </div>
      ))}
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          disabled={menu.length >= itemsMax}
          onClick={() => onChange([...menu, { target: 'page:list', label: {} }])}
        >
          {t('look:addLink')}
        </Button>
        <Button size="xs" variant="subtle" onClick={() => onChange(null)}>
          {t('look:menuReset')}
        </Button>
      </Group>
    </Stack>
  )
}
