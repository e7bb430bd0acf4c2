import { Stack, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { col } from '../../blocks/columns.tsx'
import { Page } from '../../blocks/page.tsx'
import { QueryTable } from '../../blocks/query-table.tsx'
import { useImportWords } from './import-words.ts'
import { type ImportRow, importsQuery } from './imports-query.ts'
import { UploadForm } from './upload-form.tsx'

export default function ImportsPage() {
  const { t } = useTranslation()
  const words = useImportWords()
  const columns = [
    col.title<ImportRow>('file', t('imports.file'), (row) => row.fileName),
    col.text<ImportRow>('format', t('imports.format'), (row) => words.format(row.format)),
    col.when<ImportRow>('createdAt', t('imports.startedAt'), (row) => row.createdAt),
    col.count<ImportRow>('read', t('imports.rowsRead'), (row) => row.rowsRead),
    col.count<ImportRow>('rejected', t('imports.rowsRejected'), (row) => row.rowsRejected),
    col.state<ImportRow>('state', t('imports.state'), words.state),
  ]
  return (
    <Page title={t('place.imports')} about={t('imports.about')}>
      <Stack gap="lg">
        <div className="card" style={{ padding: 16 }}>
          <UploadForm />
        </div>
        <div>
          <Title order={2} fz={18} mb="xs">
            {t('imports.history')}
          </Title>
          <QueryTable
            label={t('imports.history')}
            query={importsQuery}
            columns={columns}
            rowId={(row) => row.id}
            rowTo={(row) => `/imports/${row.id}`}
            empty={{ title: t('imports.none'), about: t('imports.noneAbout') }}
          />
        </div>
      </Stack>
    </Page>
  )
}
