import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../blocks/panel.tsx'
import type { Import } from './imports-query.ts'

export function RejectedRows({ file, download }: { file: Import; download: ReactNode }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('imports.rejected')} aside={download}>
      <Text size="sm" c="dimmed">
        {t('imports.rejectedAbout')} {file.rowsRejected}
      </Text>
    </Panel>
  )
}
