import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Empty } from '../blocks/empty.tsx'

export function NotFound() {
  const { t } = useTranslation()
  return (
    <Empty
      title={t('problem.noSuchPage')}
      about={t('problem.noSuchPageAbout')}
      action={<Anchor href="/office/">{t('place.today')}</Anchor>}
    />
  )
}
