import { Button, Group, List, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../blocks/empty.tsx'
import { Page } from '../../blocks/page.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { StateBadge, type Tone } from '../../blocks/state-badge.tsx'
import { When } from '../../blocks/when.tsx'
import { fullWhenText, moneyText } from '../../blocks/words.ts'
import { GiveVoucher } from './give-voucher.tsx'
import { VoucherTerms } from './voucher-terms.tsx'
import { type Voucher, voucherQuery, vouchersQuery } from './vouchers-query.ts'

const tones = { usable: 'good', spent: 'plain', expired: 'plain', revoked: 'bad' } as const satisfies Record<
  Voucher['state'],
  Tone
>

/** Every gift voucher with its balance; its ledger one press away. */
export default function VouchersPage() {
  const { t } = useTranslation('vouchers')
  const { t: say } = useTranslation()
  const [text, setText] = useState('')
  const vouchers = useQuery(vouchersQuery(text))
  return (
    <Page title={say('place.vouchers')} about={t('office.about')}>
      <Stack gap="md">
        <GiveVoucher />
        <VoucherTerms />
        <TextInput
          aria-label={t('code')}
          placeholder={t('code')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {vouchers.isError && <ProblemNotice error={vouchers.error} retry={() => void vouchers.refetch()} />}
        {vouchers.isPending && <Skeleton height={180} radius={8} />}
        {vouchers.data?.items.length === 0 && <Empty title={t('office.none')} about={t('office.noneAbout')} />}
        <Stack component="ul" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
          {vouchers.data?.items.map((voucher) => (
            <VoucherRow key={voucher.id} voucher={voucher} />
          ))}
        </Stack>
      </Stack>
    </Page>
  )
}

function VoucherRow({ voucher }: { voucher: Voucher }) {
  const { t } = useTranslation('vouchers')
  const [isOpen, setOpen] = useState(false)
  const facts = [
    voucher.recipientName && t('forName', { name: voucher.recipientName }),
    voucher.because,
    voucher.expiresAt && `${t('office.expires')} ${fullWhenText(voucher.expiresAt)}`,
  ]
  return (
    <li className="card" style={{ padding: 12 }}>
      <Group justify="space-between" gap="sm">
        <div>
          <strong className="mono">{voucher.code}</strong>
          <Text size="sm" c="dimmed">
            {facts.filter(Boolean).join(' · ')}
          </Text>
        </div>
        <Group gap="sm">
          <strong>{moneyText(voucher.balanceMinor)}</strong>
          <Text size="sm" c="dimmed">
            {t('ofInitial', { amount: moneyText(voucher.initialMinor) })}
          </Text>
          <StateBadge words={t(`state.${voucher.state}`)} tone={tones[voucher.state]} />
          <Button size="xs" variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {t('office.ledger')}
          </Button>
        </Group>
      </Group>
      {isOpen && <Ledger voucherId={voucher.id} />}
    </li>
  )
}

function Ledger({ voucherId }: { voucherId: string }) {
  const { t } = useTranslation('vouchers')
  const voucher = useQuery(voucherQuery(voucherId))
  if (voucher.isError) return <ProblemNotice error={voucher.error} retry={() => void voucher.refetch()} />
  return (
    <List size="sm" mt="sm">
      {voucher.data?.entries.map((entry) => (
        <List.Item key={`${entry.at} ${entry.kind} ${entry.reference}`}>
          {t(`office.kind.${entry.kind}`)} {moneyText(entry.amountMinor)} → {moneyText(entry.balanceMinor)} ·{' '}
          <When at={entry.at} ago />
        </List.Item>
      ))}
    </List>
  )
}
