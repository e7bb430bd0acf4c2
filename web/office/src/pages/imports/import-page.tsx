import { Alert, Button, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api.ts'
import { ActionButton } from '../../blocks/action-button.tsx'
import { Page } from '../../blocks/page.tsx'
import { PageSkeleton } from '../../blocks/page-skeleton.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { StateBadge } from '../../blocks/state-badge.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { When } from '../../blocks/when.tsx'
import { ImportProgress } from './import-progress.tsx'
import { useImportWords } from './import-words.ts'
import { importQuery, isOver } from './imports-query.ts'
import { RejectedRows } from './rejected-rows.tsx'

export default function ImportPage() {
  const { t } = useTranslation()
  const words = useImportWords()
  const { importId } = useParams({ from: '/imports/$importId' })
  const found = useQuery(importQuery(importId))
  const cancel = useAction(
    () => answer(api.POST('/imports/{importId}/cancellation', { params: { path: { importId } } })),
    { refreshes: [['imports']], done: t('imports.cancelled') },
  )
  if (found.isError) return <ProblemNotice error={found.error} retry={() => void found.refetch()} />
  if (!found.data) return <PageSkeleton />

  const file = found.data
  const cancellation = {
    label: t('imports.cancel'),
    confirm: t('imports.cancelSure'),
    run: () => cancel.mutate(undefined),
  }
  return (
    <Page
      title={file.fileName}
      back={{ to: '/imports', label: t('place.imports') }}
      about={
        <>
          {words.format(file.format)} · <When at={file.createdAt} /> <StateBadge {...words.state(file)} />
        </>
      }
      actions={!isOver(file) && <ActionButton action={cancellation} isBusy={cancel.isPending} />}
    >
      <Stack gap="md">
        {file.failure && (
          <Alert color="tomato" title={t('imports.failed')}>
            <span className="mono">{file.failure.code}</span>
          </Alert>
        )}
        <ImportProgress file={file} />
        {file.rowsRejected > 0 && (
          <RejectedRows
            file={file}
            download={
              <Button
                component="a"
                href={`/api/v1/imports/${importId}/rejections.csv`}
                variant="default"
                leftSection={<Download size={16} aria-hidden />}
              >
                {t('imports.downloadReport')}
              </Button>
            }
          />
        )}
      </Stack>
    </Page>
  )
}
