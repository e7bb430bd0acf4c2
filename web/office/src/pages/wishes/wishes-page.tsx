import { Skeleton, Stack, Table, Text } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api, type Body } from '../../api.ts'
import { Empty } from '../../blocks/empty.tsx'
import { Page } from '../../blocks/page.tsx'
import { Panel } from '../../blocks/panel.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { When } from '../../blocks/when.tsx'
import { countText, moneyText } from '../../blocks/words.ts'

type Product = Body<'/wished-products', 'get'>['items'][number]
type Name = Body<'/wished-names', 'get'>['items'][number]

const productsQuery = queryOptions({
  queryKey: ['wished-products'],
  queryFn: () => answer(api.GET('/wished-products')),
})
const namesQuery = queryOptions({ queryKey: ['wished-names'], queryFn: () => answer(api.GET('/wished-names')) })

/** What people would buy: most wished first, for whoever buys in. */
export default function WishesPage() {
  const { t } = useTranslation('wishes')
  const { t: office } = useTranslation()
  const [products, names] = [useQuery(productsQuery), useQuery(namesQuery)]
  const isEmpty = products.data?.items.length === 0 && names.data?.items.length === 0
  return (
    <Page title={office('place.wishes')} about={t('office.about')}>
      {products.isError && <ProblemNotice error={products.error} retry={() => void products.refetch()} />}
      {products.isPending && <Skeleton height={180} radius={8} />}
      {isEmpty && <Empty title={t('office.none')} about={t('office.noneAbout')} />}
      <Stack gap="md">
        {products.data && products.data.items.length > 0 && <Products rows={products.data.items} />}
        {names.data && names.data.items.length > 0 && <Names rows={names.data.items} />}
      </Stack>
    </Page>
  )
}

const end = { textAlign: 'end' } as const
const amount = (minor: number | null): string => (minor === null ? '–' : moneyText(minor))

function Products({ rows }: { rows: readonly Product[] }) {
  const { t } = useTranslation('wishes')
  return (
    <Panel title={t('office.products')}>
      <Table.ScrollContainer minWidth={720}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('office.product')}</Table.Th>
              {(['wishes', 'onSale', 'priceMax', 'lastSold', 'lastWished'] as const).map((head) => (
                <Table.Th key={head} style={end}>
                  {t(`office.${head}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.productId}>
                <Table.Td>
                  <a href={`/disque/${row.slug}`}>{[row.artist, row.title].filter(Boolean).join(' – ')}</a>
                  <Text size="sm" c="dimmed">
                    {row.detail}
                  </Text>
                </Table.Td>
                <Table.Td style={end}>
                  <strong>{countText(row.wishCount)}</strong>
                  {row.anyPressingCount > 0 && (
                    <Text size="sm" c="dimmed">
                      {t('office.anyPressing')} {countText(row.anyPressingCount)}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td style={end}>{countText(row.onSaleCount)}</Table.Td>
                <Table.Td style={end}>{amount(row.priceMaxMinor)}</Table.Td>
                <Table.Td style={end}>{amount(row.lastSoldMinor)}</Table.Td>
                <Table.Td style={end}>
                  <When at={row.lastWishedAt} ago />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Panel>
  )
}

function Names({ rows }: { rows: readonly Name[] }) {
  const { t } = useTranslation('wishes')
  return (
    <Panel title={t('office.names')}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('office.name')}</Table.Th>
            <Table.Th style={end}>{t('office.wishes')}</Table.Th>
            <Table.Th style={end}>{t('office.onSale')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ kind, label, wishCount, onSaleCount }) => (
            <Table.Tr key={`${kind}:${label}`}>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>
                {label}{' '}
                <Text span size="sm" c="dimmed">
                  {t(`office.kind.${kind}`)}
                </Text>
              </Table.Td>
              <Table.Td style={end}>{countText(wishCount)}</Table.Td>
              <Table.Td style={end}>{onSaleCount === null ? '–' : countText(onSaleCount)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  )
}
