import { Button, FileButton, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api.ts'
import { useAction } from '../../blocks/use-action.ts'
import type { Look } from './look-query.ts'

type Logo = Look['logo']

export function LogoField({ logo, onChange }: { logo: Logo; onChange: (logo: Logo) => void }) {
  const { t } = useTranslation()
  const upload = useAction((file: File) => answer(api.POST('/theme/logo', uploadOf(file))), { refreshes: [] })
  const take = (file: File | null) => file && upload.mutate(file, { onSuccess: onChange })
  return (
    <Group gap="sm">
      {logo ? (
        <img src={`/${logo.fileKey}`} alt={t('look:logo')} height={44} />
      ) : (
        <Text size="sm">{t('look:noLogo')}</Text>
      )}
      <FileButton accept="image/*" onChange={take}>
        {(props) => (
          <Button {...props} size="xs" variant="default" loading={upload.isPending}>
            {t('look:chooseLogo')}
          </Button>
        )}
      </FileButton>
      {logo && (
        <Button size="xs" variant="subtle" onClick={() => onChange(null)}>
          {t('look:remove')}
        </Button>
      )}
    </Group>
  )
}

/** The generated client knows a file as text; the form itself is made here. */
function uploadOf(file: File) {
  const form = new FormData()
  form.append('file', file)
  return { body: { file: file.name }, bodySerializer: () => form }
}
