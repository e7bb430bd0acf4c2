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

/** Used copies are graded one by one; new goods and lots are not. */
export function RowGrade({ row }: RowProps) {
  const { t } = useTranslation()
  const change = useChangeVariant(row.id)
  if (row.condition === 'new') return t('copy.new')
  if (row.totalCount > 1) return t('copy.lot')
  return (
    <GradeChoice
      isShort
      label={t('copy.gradeOf', { title: row.title })}
      grade={row.mediaGrade}
      grades={mediaGrades}
      onGrade={(mediaGrade) => change.mutate({ mediaGrade })}
    />
  )
}

export function RowCodes({ row: { unitCodes, totalCount } }: RowProps) {
  const [first] = unitCodes
  return (
    <span className="mono" style={{ whiteSpace: 'nowrap' }}>
      {first}
      {totalCount > 1 && ` +${totalCount - 1}`}
    </span>
  )
}
