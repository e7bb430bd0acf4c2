import { Alert, Progress, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { countText } from '../../blocks/words.ts'
import classes from './import-progress.module.css'
import { type Import, isOver } from './imports-query.ts'

/** How far it is and what became of the rows so far. */
export function ImportProgress({ file }: { file: Import }) {
  const { t } = useTranslation()
  const share = file.rowsTotal ? Math.min(100, (file.rowsRead / file.rowsTotal) * 100) : undefined
  const outcomes = [
    ['added', file.rowsAdded],
    ['changed', file.rowsChanged],
    ['unchanged', file.rowsUnchanged],
    ['rejected', file.rowsRejected],
  ] as const
  return (
    <section className="card" style={{ padding: 16 }} aria-label={t('imports.progress')}>
      {file.isDryRun && (
        <Alert color="slate" mb="md" p="sm">
          {t('imports.isDryRun')}
        </Alert>
      )}
      {!isOver(file) && (
        <>
          <Progress value={share ?? 100} animated={share === undefined} aria-label={t('imports.progress')} mb={6} />
          <Text size="sm" c="dimmed" mb="md" role="status">
            {file.rowsTotal
              ? t('imports.readOf', { read: countText(file.rowsRead), total: countText(file.rowsTotal) })
              : t('imports.read', { read: countText(file.rowsRead) })}{' '}
            {t('imports.canLeave')}
          </Text>
        </>
      )}
      <dl className={classes.outcomes}>
        {outcomes.map(([name, count]) => (
          <div key={name} data-outcome={name}>
            <dd>{countText(count)}</dd>
            <dt>{t(`imports.outcome.${name}`, { count })}</dt>
          </div>
        ))}
      </dl>
    </section>
  )
}
