import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'

export const mediaGrades = ['M', 'NM', 'VG+', 'VG', 'G+', 'G', 'F', 'P'] as const
export const sleeveGrades = [...mediaGrades, 'generic', 'none'] as const

type GradeChoiceProps<Grade extends string> = {
  label: string
  grade: Grade | null
  grades: readonly Grade[]
  isLabelShown?: boolean
  /** In a list the letters are enough. */
  isShort?: boolean
  onGrade: (grade: Grade) => void
}

/** A grade of the Goldmine scale, in the trade's letters and in words. */
export function GradeChoice<Grade extends string>({
  label,
  grade,
  grades,
  isLabelShown,
  isShort,
  onGrade,
}: GradeChoiceProps<Grade>) {
  const { t } = useTranslation()
  const choose = (text: string) => {
    const chosen = grades.find((known) => known === text)
    if (chosen) onGrade(chosen)
  }
  const ungraded = { value: '', label: t('copy.ungraded'), disabled: true }
  const known = grades.map((value: string) => ({ value, label: isShort ? value : t(`grade.${value}`) }))
  return (
    <NativeSelect
      size="xs"
      {...(isShort && { w: 92 })}
      {...(isLabelShown ? { label } : { 'aria-label': label })}
      value={grade ?? ''}
      data={grade === null ? [ungraded, ...known] : known}
      onChange={(event) => choose(event.currentTarget.value)}
    />
  )
}
