import { Button, Group, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { Variant } from './catalogue-query.ts'
import { GradeChoice, mediaGrades, sleeveGrades } from './grade-choice.tsx'
import { useChangeVariant } from './use-change-variant.ts'

/** The grade with its evidence. A grade is saved when chosen; sentences are saved together. */
export function GradeCard({ variant }: { variant: Variant }) {
  const { t } = useTranslation()
  const change = useChangeVariant(variant.id)
  const { mediaNote, sleeveNote, playNote, comment, privateNote } = variant
  const form = useForm({ initialValues: { mediaNote, sleeveNote, playNote, comment, privateNote } })
  const field = (name: keyof typeof form.values) => ({ label: t(`copy.${name}`), ...form.getInputProps(name) })
  const submit = form.onSubmit((notes) => change.mutate(notes, { onSuccess: () => form.resetDirty() }))
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <SimpleGrid cols={2} spacing="sm">
          <GradeChoice
            label={t('copy.mediaGrade')}
            isLabelShown
            grade={variant.mediaGrade}
            grades={mediaGrades}
            onGrade={(mediaGrade) => change.mutate({ mediaGrade })}
          />
          <GradeChoice
            label={t('copy.sleeveGrade')}
            isLabelShown
            grade={variant.sleeveGrade}
            grades={sleeveGrades}
            onGrade={(sleeveGrade) => change.mutate({ sleeveGrade })}
          />
        </SimpleGrid>
        <TextInput size="xs" {...field('mediaNote')} />
        <TextInput size="xs" {...field('sleeveNote')} />
        <TextInput size="xs" {...field('playNote')} />
        <Textarea size="xs" autosize minRows={2} {...field('comment')} />
        <Textarea size="xs" autosize description={t('copy.privateAbout')} {...field('privateNote')} />
        {form.isDirty() && (
          <Group justify="flex-end" gap="xs">
            <Button size="xs" variant="default" onClick={() => form.reset()}>
              {t('action.leave')}
            </Button>
            <Button size="xs" type="submit" loading={change.isPending}>
              {t('action.save')}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  )
}
