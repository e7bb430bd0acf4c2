import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../blocks/panel.tsx'
import { countText } from '../../blocks/words.ts'
import type { Import } from './imports-query.ts'
import classes from './rejected-rows.module.css'

/** The first rejected rows, each with what is wrong and what to do; the report holds them all. */
export function RejectedRows({ file, download }: { file: Import; download: ReactNode }) {
  const { t } = useTranslation()
  const hiddenCount = file.rowsRejected - file.rejections.length
  return (
    <Panel title={t('imports.rejected')} aside={download}>
      <Text size="sm" c="dimmed" mb="sm">
        {t('imports.rejectedAbout')}
      </Text>
      <ol className={classes.rows}>
        {file.rejections.map((rejection) => (
          <li key={rejection.row}>
            <span className={classes.line}>{t('imports.line', { line: rejection.line })}</span>
            <span>
              {rejection.problem} <span className={classes.remedy}>{rejection.remedy}</span>
            </span>
          </li>
        ))}
      </ol>
      {hiddenCount > 0 && (
        <Text size="sm" c="dimmed" mt="sm">
          {t('imports.moreRejected', { count: hiddenCount, shown: countText(hiddenCount) })}
        </Text>
      )}
    </Panel>
  )
}
