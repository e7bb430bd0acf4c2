import { Alert, Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { incidentsQuery } from './channels-query.ts'

/** Says that something waits for a person. Hidden while there is nothing. */
export function Incidents() {
  const { t } = useTranslation()
  const open = useQuery(incidentsQuery('open')).data?.items ?? []
  if (open.length === 0) return null
  return (
    <Alert color="tomato" title={t('channels.incidents', { count: open.length })}>
      <Anchor component={Link} to="/incidents">
        {t('inbound:page.see')}
      </Anchor>
    </Alert>
  )
}
