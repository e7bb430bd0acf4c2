import { Group, MultiSelect, NativeSelect, NumberInput, TagsInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Rule } from './showcase-query.ts'

const media = ['vinyl', 'cd', 'cassette', 'other'] as const
const grades = ['M', 'NM', 'VG+', 'VG', 'G+', 'G', 'F', 'P'] as const
const conditions = ['used', 'new'] as const
const isMedium = (text: string): text is (typeof media)[number] => media.some((medium) => medium === text)

/** Conditions that must all hold; an empty one asks for nothing. */
export function RuleFields({ rule, onChange }: { rule: Rule; onChange: (rule: Rule) => void }) {
  const { t } = useTranslation()
  const set = (part: { [K in keyof Rule]?: Rule[K] | undefined }) =>
    onChange(
      Object.fromEntries(
        Object.entries({ ...rule, ...part }).filter(
          ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
        ),
      ),
    )
  const tags = (name: 'genres' | 'labels' | 'countries') => ({
    label: t(`look:rule.${name}`),
    value: rule[name] ?? [],
    onChange: (value: string[]) => set({ [name]: value }),
  })
  const euros = (name: 'priceMinMinor' | 'priceMaxMinor') => ({
    label: t(`look:rule.${name}`),
    min: 0,
    value: rule[name] === undefined ? '' : (rule[name] ?? 0) / 100,
    onChange: (value: string | number) =>
      set({ [name]: typeof value === 'number' ? Math.round(value * 100) : undefined }),
  })
  return (
    <>
      <MultiSelect
        size="sm"
        label={t('look:rule.media')}
        data={media.map((value) => ({ value, label: t(`copy.media.${value}`) }))}
        value={rule.media ?? []}
        onChange={(value) => set({ media: value.filter(isMedium) })}
      />
      <TagsInput size="sm" {...tags('genres')} />
      <TagsInput size="sm" {...tags('labels')} />
      <TagsInput size="sm" {...tags('countries')} />
      <TagsInput
        size="sm"
        label={t('look:rule.decades')}
        value={(rule.decades ?? []).map(String)}
        onChange={(value) => set({ decades: value.map(Number).filter((decade) => decade > 0 && decade % 10 === 0) })}
      />
      <Group grow>
        <NumberInput size="sm" {...euros('priceMinMinor')} />
        <NumberInput size="sm" {...euros('priceMaxMinor')} />
      </Group>
      <Group grow>
        <NativeSelect
          size="sm"
          label={t('look:rule.grade')}
          data={['', ...grades]}
          value={rule.grade ?? ''}
          onChange={(event) => set({ grade: grades.find((grade) => grade === event.currentTarget.value) })}
        />
        <NativeSelect
          size="sm"
          label={t('look:rule.condition')}
          data={[
            { value: '', label: '' },
            ...conditions.map((value) => ({ value, label: t(`look:rule.conditions.${value}`) })),
          ]}
          value={rule.condition ?? ''}
          onChange={(event) => set({ condition: conditions.find((one) => one === event.currentTarget.value) })}
        />
        <NumberInput
          size="sm"
          label={t('look:rule.addedSinceDays')}
          min={1}
          value={rule.addedSinceDays ?? ''}
          onChange={(value) => set({ addedSinceDays: typeof value === 'number' ? value : undefined })}
        />
      </Group>
    </>
  )
}
