import { Button, Group, NativeSelect, Stack, Switch, Text } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { FileUp } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { fileSizeText } from '../../blocks/words.ts'
import { mediaGrades } from '../catalogue/grade-choice.tsx'
import { importFormats, sendImport, type Upload } from './imports-query.ts'

const fileBytesMax = 50_000_000

/** A file, what it is, and whether to only look at it first. The import runs on the server: the page may be left. */
export function UploadForm() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [file, setFile] = useState<File>()
  const form = useForm<Omit<Upload, 'file'>>({ initialValues: { format: 'auto', grade: '', dryRun: true } })
  const start = useMutation({
    mutationFn: sendImport,
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['imports'] })
      await navigate({ to: '/imports/$importId', params: { importId: id } })
    },
  })
  const formats = importFormats.map((value) => ({ value, label: t(`imports.formats.${value}`) }))
  const grades = mediaGrades.map((value) => ({ value, label: t(`grade.${value}`) }))
  return (
    <form onSubmit={form.onSubmit((options) => file && start.mutate({ file, ...options }))}>
      <Stack gap="md">
        <Dropzone
          onDrop={([dropped]) => setFile(dropped)}
          multiple={false}
          maxSize={fileBytesMax}
          inputProps={{ 'aria-label': t('imports.choose') }}
        >
          <Group justify="center" mih={96} gap="md" style={{ pointerEvents: 'none' }}>
            <FileUp size={32} aria-hidden />
            <div>
              <Text fw={600}>{file ? file.name : t('imports.drop')}</Text>
              <Text size="sm" c="dimmed">
                {file ? fileSizeText(file.size) : t('imports.dropAbout')}
              </Text>
            </div>
          </Group>
        </Dropzone>
        <Group grow align="flex-start" preventGrowOverflow={false}>
          <NativeSelect
            label={t('imports.format')}
            data={[{ value: 'auto', label: t('imports.detect') }, ...formats]}
            {...form.getInputProps('format')}
          />
          <NativeSelect
            label={t('imports.assumedGrade')}
            data={[{ value: '', label: t('imports.noAssumedGrade') }, ...grades]}
            {...form.getInputProps('grade')}
          />
        </Group>
        <Switch
          label={t('imports.dryRun')}
          description={t('imports.dryRunAbout')}
          {...form.getInputProps('dryRun', { type: 'checkbox' })}
        />
        {start.isError && <ProblemNotice error={start.error} />}
        <Group justify="flex-end">
          <Button type="submit" disabled={!file} loading={start.isPending}>
            {form.values.dryRun ? t('imports.tryOut') : t('imports.start')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
