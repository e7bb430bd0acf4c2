import { useTranslation } from 'react-i18next'
import type { VariantRow } from './catalogue-query.ts'
import { GradeChoice, mediaGrades } from './grade-choice.tsx'
import { PriceCell } from './price-cell.tsx'
import { useChangeVariant } from './use-change-variant.ts'

type RowProps = { row: VariantRow }

export function RowPrice({ row }: RowProps) {
  const change = useChangeVariant(row.id)
  return (
    <PriceCell
      label={row.title}
      priceMinor={row.priceMinor}
      isBusy={change.isPending}
      onPrice={(priceMinor) => change.mutate({ priceMinor })}
    />
  )
}

export function RowGrade({ row }: RowProps) {
  const { t } = useTranslation()
  const change = useChangeVariant(row.id)
  return (
    <GradeChoice
      label={t('copy.gradeOf', { title: row.title })}
      grade={row.mediaGrade}
      grades={mediaGrades}
      onGrade={(mediaGrade) => change.mutate({ mediaGrade })}
    />
  )
}
