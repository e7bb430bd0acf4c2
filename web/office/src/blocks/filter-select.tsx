import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'

type FilterSelectProps = {
  label: string
  value: string | undefined
  choices: readonly { value: string; label: string }[]
  onChoose: (value: string | undefined) => void
}

export function FilterSelect({ label, value, choices, onChoose }: FilterSelectProps) {
  const { t } = useTranslation()
  return (
    <NativeSelect
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => onChoose(event.currentTarget.value || undefined)}
      data={[{ value: '', label: `${label} : ${t('list.all')}` }, ...choices]}
    />
  )
}
