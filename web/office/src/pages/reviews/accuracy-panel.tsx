import { Skeleton, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../blocks/panel.tsx'
import { countText } from '../../blocks/words.ts'
import { accuracyQuery } from './reviews-query.ts'

/** Who grades how truly: buyers' verdicts by grader and grade. */
export function AccuracyPanel() {
  const { t } = useTranslation()
  const rows = useQuery(accuracyQuery).data?.items
  return (
    <Panel title={t('reviews:office.accuracy')}>
      <Text size="sm" c="dimmed" mb="xs">
        {t('reviews:office.accuracyAbout')}
      </Text>
      {!rows && <Skeleton height={80} />}
      {rows?.length === 0 && <Text size="sm">{t('reviews:office.accuracyNone')}</Text>}
      {rows && rows.length > 0 && (
        <Table.ScrollContainer minWidth={420}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                {(['gradedBy', 'grade', 'count', 'conform'] as const).map((head) => (
                  <Table.Th key={head}>{t(`reviews:office.${head}`)}</Table.Th>
                ))}
                {(['better', 'worse'] as const).map((verdict) => (
                  <Table.Th key={verdict}>{t(`reviews:verdict.${verdict}`)}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row) => (
                <Table.Tr key={`${row.gradedBy} ${row.mediaGrade}`}>
                  <Table.Td>{row.gradedBy}</Table.Td>
                  <Table.Td>{row.mediaGrade}</Table.Td>
                  <Table.Td>{countText(row.verdictCount)}</Table.Td>
                  <Table.Td>
                    {countText(Math.round(((row.better + row.asDescribed) * 100) / row.verdictCount))} %
                  </Table.Td>
                  <Table.Td>{countText(row.better)}</Table.Td>
                  <Table.Td>{countText(row.worse)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Panel>
  )
}
