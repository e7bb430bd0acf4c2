import { ActionIcon, Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type Look, socialKinds } from './look-query.ts'
import { MenuFields } from './menu-fields.tsx'
import { WordsFields } from './words-fields.tsx'

type Change = (part: Partial<Look>) => void

export function FooterFields({ look, onChange }: { look: Look; onChange: Change }) {
  const { t } = useTranslation()
  return (
    <Stack gap="sm">
      <WordsFields
        isLong
        label={t('look:footerText')}
        words={look.footerText}
        onChange={(footerText) => onChange({ footerText })}
      />
      <MenuFields menu={look.footer} start={[]} onChange={(footer) => onChange({ footer })} />
      <Social look={look} onChange={onChange} />
      <Link to="/settings">{t('look:phoneAndHours')}</Link>
    </Stack>
  )
}

function Social({ look: { social }, onChange }: { look: Look; onChange: Change }) {
  const { t } = useTranslation()
  return (
    <Stack gap="xs">
      {social.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: addresses change while they are typed
        <Group key={index} align="flex-end" gap="xs" wrap="nowrap">
          <NativeSelect
            size="sm"
            label={t('look:network')}
            data={[...socialKinds]}
            value={one.kind}
            onChange={(event) => {
              const kind = socialKinds.find((known) => known === event.currentTarget.value)
              if (kind) onChange({ social: social.with(index, { ...one, kind }) })
            }}
          />
          <TextInput
            size="sm"
            style={{ flex: 1 }}
            label={t('look:address')}
            value={one.address}
            onChange={(event) =>
              onChange({ social: social.with(index, { ...one, address: event.currentTarget.value }) })
            }
          />
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t('look:remove')}
            onClick={() => onChange({ social: social.filter((_, other) => other !== index) })}
          >
            <Trash2 size={15} />
          </ActionIcon>
        </Group>
      ))}
      <Button
        size="xs"
        variant="default"
        onClick={() => onChange({ social: [...social, { kind: 'instagram', address: 'https://' }] })}
      >
        {t('look:addSocial')}
      </Button>
    </Stack>
  )
}
