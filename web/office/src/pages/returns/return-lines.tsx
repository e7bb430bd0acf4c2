import { Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { moneyText } from '../../blocks/words.ts'
import type { Return, ReturnUnit } from './returns-query.ts'

const grades = (media: string | null, sleeve: string | null): string => [media, sleeve].filter(Boolean).join('/') || '–'

/** Line by line: why it comes back, and what was found on each copy. */
export function ReturnLines({ found }: { found: Return }) {
  const { t } = useTranslation()
  return (
    <Table.ScrollContainer minWidth={520}>
      <Table aria-label={t('returns:office.lines')}>
        <Table.Thead>
          <Table.Tr>
            {['copy', 'place', 'sold', 'found', 'fate'].map((name) => (
              <Table.Th key={name}>{t(`returns:office.${name}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {found.lines.map((line) => (
            <LineRows key={line.id} line={line} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function LineRows({ line }: { line: Return['lines'][number] }) {
  const { t } = useTranslation()
  return (
    <>
      <Table.Tr>
        <Table.Td colSpan={5}>
          <strong>{line.title}</strong> · {moneyText(line.totalMinor)}
          <Text size="sm" c="dimmed">
            {t(`returns:reason.${line.reason}`)}
            {line.note && ` – ${line.note}`}
          </Text>
        </Table.Td>
      </Table.Tr>
      {line.units.map((unit) => (
        <UnitRow key={unit.unitId} unit={unit} />
      ))}
    </>
  )
}

function UnitRow({ unit }: { unit: ReturnUnit }) {
  const { t } = useTranslation()
  return (
    <Table.Tr>
      <Table.Td className="mono">{unit.code}</Table.Td>
      <Table.Td className="mono">{unit.placeCode}</Table.Td>
      <Table.Td>
        {unit.isFactorySealed ? t('returns:office.sealed') : grades(unit.soldMediaGrade, unit.soldSleeveGrade)}
      </Table.Td>
      <Table.Td>
        {unit.receivedAt ? grades(unit.mediaGrade, unit.sleeveGrade) : '–'}{' '}
        {unit.wasOpened && t('returns:office.opened')}
      </Table.Td>
      <Table.Td>{unit.fate ? t(`returns:office.fates.${unit.fate}`) : '–'}</Table.Td>
    </Table.Tr>
  )
}
