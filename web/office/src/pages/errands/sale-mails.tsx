import { Button, Code, Group, Select, Spoiler, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, done } from '../../api.ts'
import { Panel } from '../../blocks/panel.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { When } from '../../blocks/when.tsx'
import { moneyText } from '../../blocks/words.ts'
import { listingsQuery } from '../channels/channels-query.ts'
import { mailAddressQuery, type SaleMail, saleMailsQuery } from './errands-query.ts'

const open: ReadonlySet<SaleMail['state']> = new Set(['matched', 'unmatched', 'taken'])

/** What the marketplace wrote: a person confirms a sale or says that it was none. */
export function SaleMails({ accountId }: { accountId: string }) {
  const { t } = useTranslation()
  const mails = useQuery(saleMailsQuery(accountId)).data?.items ?? []
  const waiting = mails.filter((mail) => open.has(mail.state))
  return (
    <Panel title={t('errands.mails', { count: waiting.length })} aside={<Address accountId={accountId} />}>
      {waiting.length === 0 && <Text size="sm">{t('errands.noMails')}</Text>}
      <Stack gap="sm">
        {waiting.map((mail) => (
          <MailRow key={mail.id} mail={mail} accountId={accountId} />
        ))}
      </Stack>
    </Panel>
  )
}

function Address({ accountId }: { accountId: string }) {
  const { t } = useTranslation()
  const [isShown, shown] = useDisclosure()
  const address = useQuery({ ...mailAddressQuery(accountId), enabled: isShown })
  if (!isShown) {
    return (
      <Button size="xs" variant="default" onClick={shown.open}>
        {t('errands.showAddress')}
      </Button>
    )
  }
  return (
    <div>
      <Text size="xs" c="dimmed">
        {t('errands.addressAbout')}
      </Text>
      <Code style={{ overflowWrap: 'anywhere' }}>
        {address.data && `${window.location.origin}${address.data.path}`}
      </Code>
    </div>
  )
}

function MailRow({ mail, accountId }: { mail: SaleMail; accountId: string }) {
  const { t } = useTranslation()
  const [listingId, setListingId] = useState<string | null>(null)
  const params = { params: { path: { saleMailId: mail.id } } }
  const refreshes = [['channels'], ['orders'], ['today'], ['variants'], ['incidents']]
  const body = listingId === null ? {} : { listingId }
  const confirm = useAction(() => done(api.POST('/sale-mails/{saleMailId}/confirmation', { ...params, body })), {
    refreshes,
    done: t('errands.sold'),
  })
  const dismiss = useAction(() => done(api.POST('/sale-mails/{saleMailId}/dismissal', params)), {
    refreshes,
    done: t('errands.dismissed'),
  })
  return (
    <article aria-label={mail.subject}>
      <Text size="sm" fw={600}>
        {mail.subject} <When at={mail.receivedAt} ago />
      </Text>
      <Text size="sm">{t(`errands.mail.${mail.state}`, { title: mail.title ?? '' })}</Text>
      {mail.priceMinor !== null && <Text size="sm">{moneyText(mail.priceMinor)}</Text>}
      <Spoiler maxHeight={40} showLabel={t('errands.read')} hideLabel={t('errands.fold')}>
        <Text size="xs" c="dimmed" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {mail.body}
        </Text>
      </Spoiler>
      {mail.state === 'unmatched' && <AdChoice accountId={accountId} value={listingId} onChange={setListingId} />}
      <Group gap="xs" mt="xs">
        <Button
          size="xs"
          loading={confirm.isPending}
          disabled={mail.listingId === null && listingId === null}
          onClick={() => confirm.mutate(undefined)}
        >
          {t('errands.confirm')}
        </Button>
        <Button size="xs" variant="default" loading={dismiss.isPending} onClick={() => dismiss.mutate(undefined)}>
          {t('errands.dismiss')}
        </Button>
        {mail.orderId && (
          <Link to="/orders/$orderId" params={{ orderId: mail.orderId }}>
            {t('errands.order')}
          </Link>
        )}
      </Group>
    </article>
  )
}

type AdChoiceProps = { accountId: string; value: string | null; onChange: (listingId: string | null) => void }

function AdChoice({ accountId, value, onChange }: AdChoiceProps) {
  const { t } = useTranslation()
  const live = useInfiniteQuery(listingsQuery(accountId, { state: 'live' }))
  const ads = live.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Select
      mt="xs"
      size="xs"
      searchable
      label={t('errands.whichAd')}
      data={ads.map((ad) => ({ value: ad.id, label: [ad.artist, ad.title, ad.sku].filter(Boolean).join(' – ') }))}
      value={value}
      onChange={onChange}
    />
  )
}
