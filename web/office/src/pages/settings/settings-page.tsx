import { Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Page } from '../../blocks/page.tsx'
import { Panel } from '../../blocks/panel.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { Currencies } from './currencies.tsx'
import { OwnShop } from './own-shop.tsx'
import { PaymentAccounts } from './payment-accounts.tsx'
import { demoQuery, settingsQuery } from './settings-query.ts'
import { ShopForm } from './shop-form.tsx'
import { TaxRegimes } from './tax-regimes.tsx'
import { Terms } from './terms.tsx'
import { Tokens } from './tokens.tsx'

export default function SettingsPage() {
  const { t } = useTranslation()
  const settings = useQuery(settingsQuery)
  const demo = useQuery(demoQuery)
  return (
    <Page title={t('place.settings')}>
      <Stack gap="md" maw={760}>
        {settings.isError && <ProblemNotice error={settings.error} retry={() => void settings.refetch()} />}
        <Panel title={t('settings.shop')}>
          {settings.data ? <ShopForm settings={settings.data} /> : <Skeleton height={260} />}
        </Panel>
        <Panel title={t('payments:title')}>
          <PaymentAccounts />
        </Panel>
        <Panel title={t('taxes:office.title')}>
          <TaxRegimes />
        </Panel>
        <Panel title={t('currencies:office.title')}>
          <Currencies />
        </Panel>
        <Panel title={t('legal:office.title')}>
          <Terms />
        </Panel>
        <Panel title={t('settings.tokens')}>
          <Tokens />
        </Panel>
        {demo.data?.isLoaded && <OwnShop />}
      </Stack>
    </Page>
  )
}
