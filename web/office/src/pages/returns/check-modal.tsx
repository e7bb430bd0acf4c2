import { Button, Checkbox, Fieldset, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Sent } from '../../api.ts'
import type { Return, ReturnUnit } from './returns-query.ts'

type Finding = Sent<'/returns/{returnId}/check', 'post'>['findings'][number]

type CheckModalProps = {
  found: Return
  isOpen: boolean
  onClose: () => void
  onCheck: (findings: Finding[]) => void
}

const mediaGrades = ['', 'M', 'NM', 'VG+', 'VG', 'G+', 'G', 'F', 'P']

/** What is found on each copy that is back; begins with the grade it was sold with. */
export function CheckModal({ found, isOpen, onClose, onCheck }: CheckModalProps) {
  const { t } = useTranslation()
  const units = found.lines.flatMap((line) => line.units.filter(({ receivedAt }) => receivedAt !== null))
  const [changes, setChanges] = useState<Readonly<Record<string, Finding>>>({})
  const findingOf = (unit: ReturnUnit): Finding => changes[unit.unitId] ?? asSold(unit)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onClose()
    onCheck(units.map(findingOf))
  }
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('returns:office.checkTitle')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          {units.map((unit) => (
            <UnitFields
              key={unit.unitId}
              unit={unit}
              finding={findingOf(unit)}
              onChange={(finding) => setChanges((now) => ({ ...now, [unit.unitId]: finding }))}
            />
          ))}
          <Group justify="flex-end">
            <Button type="submit">{t('returns:office.checkSave')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

const asSold = ({ unitId, soldMediaGrade, soldSleeveGrade }: ReturnUnit): Finding => ({
  unitId,
  mediaGrade: soldMediaGrade,
  sleeveGrade: soldSleeveGrade,
  wasOpened: false,
  fate: 'restock',
  note: '',
})

type UnitFieldsProps = { unit: ReturnUnit; finding: Finding; onChange: (finding: Finding) => void }

function UnitFields({ unit, finding, onChange }: UnitFieldsProps) {
  const { t } = useTranslation()
  const fates = ['restock', 'aside'] as const
  return (
    <Fieldset legend={unit.code}>
      <Group grow>
        <NativeSelect
          label={t('returns:office.mediaGrade')}
          data={mediaGrades}
          value={finding.mediaGrade ?? ''}
          onChange={(event) => onChange({ ...finding, mediaGrade: event.currentTarget.value || null })}
        />
        <NativeSelect
          label={t('returns:office.sleeveGrade')}
          data={mediaGrades}
          value={finding.sleeveGrade ?? ''}
          onChange={(event) => onChange({ ...finding, sleeveGrade: event.currentTarget.value || null })}
        />
      </Group>
      {unit.isFactorySealed && (
        <Checkbox
          mt="sm"
          label={t('returns:office.opened')}
          checked={finding.wasOpened ?? false}
          onChange={(event) => onChange({ ...finding, wasOpened: event.currentTarget.checked })}
        />
      )}
      <NativeSelect
        mt="sm"
        label={t('returns:office.fate')}
        data={fates.map((value) => ({ value, label: t(`returns:office.fates.${value}`) }))}
        value={finding.fate}
        onChange={(event) =>
          onChange({ ...finding, fate: event.currentTarget.value === 'aside' ? 'aside' : 'restock' })
        }
      />
      <TextInput
        mt="sm"
        label={t('returns:office.note')}
        maxLength={500}
        value={finding.note ?? ''}
        onChange={(event) => onChange({ ...finding, note: event.currentTarget.value })}
      />
    </Fieldset>
  )
}
