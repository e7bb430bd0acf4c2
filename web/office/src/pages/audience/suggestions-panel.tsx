import { Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../blocks/panel.tsx'
import { When } from '../../blocks/when.tsx'
import { countText } from '../../blocks/words.ts'
import { suggestionsQuery } from './audience-query.ts'

export function SuggestionsPanel() {
  const { t } = useTranslation()
  const rows = useQuery(suggestionsQuery).data?.items
  return (
    <Panel title={t('recommendations:office.title')}>
      <Text size="sm" c="dimmed" mb="xs">
        {t('recommendations:office.about')}
      </Text>
      {rows?.length === 0 && <Text size="sm">{t('recommendations:office.none')}</Text>}
      {rows && rows.length > 0 && (
        <Table.ScrollContainer minWidth={420}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                {(['reason', 'products', 'pairs', 'computedAt'] as const).map((head) => (
                  <Table.Th key={head}>{t(`recommendations:office.${head}`)}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row) => (
                <Table.Tr key={row.kind}>
                  <Table.Td>{t(`recommendations:office.kind.${row.kind}`)}</Table.Td>
                  <Table.Td>{countText(row.products)}</Table.Td>
                  <Table.Td>{countText(row.pairs)}</Table.Td>
                  <Table.Td>{row.computedAt && <When at={row.computedAt} ago />}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Panel>
  )
}
