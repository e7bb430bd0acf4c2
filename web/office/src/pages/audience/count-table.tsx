import { Progress, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../blocks/panel.tsx'
import { countText } from '../../blocks/words.ts'

type CountTableProps = {
  kind: 'days' | 'hours' | 'pages' | 'products'
  rows: readonly { label: string; count: number }[]
}
const heads = { days: 'day', hours: 'hour', pages: 'page', products: 'product' } as const

/** Counts as numbers with a bar beside them, which only repeats what the number says. */
export function CountTable({ kind, rows }: CountTableProps) {
  const { t } = useTranslation()
  const most = Math.max(1, ...rows.map(({ count }) => count))
  return (
    <Panel title={t(`audience:office.${kind}`)}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t(`audience:office.${heads[kind]}`)}</Table.Th>
            <Table.Th style={{ textAlign: 'end' }}>{t('audience:office.views')}</Table.Th>
            <Table.Td w="30%" aria-hidden />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ label, count }) => (
            <Table.Tr key={label}>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{label}</Table.Td>
              <Table.Td style={{ textAlign: 'end' }}>{countText(count)}</Table.Td>
              <Table.Td aria-hidden>
                <Progress value={(count * 100) / most} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  )
}
