import { Anchor, Button, CopyButton, Group, Text, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, done } from '../../api.ts'
import { useAction } from '../../blocks/use-action.ts'
import { When } from '../../blocks/when.tsx'
import { moneyText } from '../../blocks/words.ts'
import type { Errand } from './errands-query.ts'

const isAddress = (text: string | null): text is string => text !== null && /^https?:\/\//.test(text)

/** One thing to do there: what to paste, where, and the tick that says it is done. */
export function ErrandCard({ errand, postAddress }: { errand: Errand; postAddress: string }) {
  const { t } = useTranslation()
  const there = errand.step === 'post' ? postAddress : errand.remoteId
  return (
    <article className="card" style={{ padding: 12 }} aria-label={errand.title}>
      {errand.step !== 'post' && (
        <Text size="sm" fw={600} {...(errand.step === 'take-down' && { c: 'tomato' })}>
          {errand.text}
        </Text>
      )}
      <Text size="sm">
        <Link to="/catalogue/$variantId" params={{ variantId: errand.variantId }} style={{ color: 'inherit' }}>
          {errand.title}
        </Link>{' '}
        <span className="mono">{errand.sku}</span>
        {errand.priceMinor !== null && <strong> · {moneyText(errand.priceMinor)}</strong>}
      </Text>
      <Text size="xs" c="dimmed">
        {errand.step !== 'post' && (
          <>
            {t('errands.since')} <When at={errand.since} ago />
          </>
        )}
        {isAddress(there) && (
          <>
            {errand.step !== 'post' && ' · '}
            <Anchor href={there} target="_blank" rel="noreferrer" size="xs" underline="always">
              {errand.step === 'post' ? t('errands.openForm') : t('errands.openAd')}
            </Anchor>
          </>
        )}
      </Text>
      {errand.step !== 'take-down' && <Kit errand={errand} />}
      <Tick errand={errand} />
    </article>
  )
}

function Kit({ errand }: { errand: Errand }) {
  const { t } = useTranslation()
  const price = errand.priceMinor === null ? '' : String(errand.priceMinor / 100).replace('.', ',')
  return (
    <Group gap="xs" mt="xs">
      <Copy label={t('errands.copyTitle')} value={errand.title} />
      <Copy label={t('errands.copyText')} value={errand.description} />
      <Copy label={t('errands.copyPrice')} value={price} />
      <Button size="xs" variant="default" component="a" href={`/api/v1/listings/${errand.listingId}/kit.zip`} download>
        {t('errands.photos', { count: errand.photosCount })}
      </Button>
    </Group>
  )
}

function Copy({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation()
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Button size="xs" variant="default" onClick={copy} disabled={value === ''}>
          {copied ? t('errands.copied') : label}
        </Button>
      )}
    </CopyButton>
  )
}

function Tick({ errand }: { errand: Errand }) {
  const { t } = useTranslation()
  const [address, setAddress] = useState('')
  const tick = useAction(() => done(api.POST('/listings/{listingId}/tick', request(errand, address))), {
    refreshes: [['channels'], ['today'], ['variants']],
    done: t(`errands.done.${errand.step}`),
  })
  return (
    <Group gap="xs" mt="xs" align="flex-end">
      {errand.step === 'post' && (
        <TextInput
          size="xs"
          label={t('errands.address')}
          placeholder="https://…"
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
          style={{ flex: '1 1 220px' }}
        />
      )}
      <Button
        size="sm"
        color={errand.step === 'take-down' ? 'tomato' : 'bottle'}
        loading={tick.isPending}
        onClick={() => tick.mutate(undefined)}
      >
        {t(`errands.tick.${errand.step}`)}
      </Button>
    </Group>
  )
}

function request({ listingId, step, fingerprint }: Errand, address: string) {
  const params = { path: { listingId } }
  if (step === 'take-down') return { params, body: { kind: 'taken-down' as const } }
  const remoteId = address.trim()
  const kind = step === 'post' ? ('posted' as const) : ('changed' as const)
  return { params, body: { kind, fingerprint, ...(remoteId === '' ? {} : { remoteId }) } }
}
