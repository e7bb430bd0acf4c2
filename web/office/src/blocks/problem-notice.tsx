import { Alert, Button, Group, Text } from '@mantine/core'
import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { problemWords } from './use-action.ts'

/** Why something could not be shown, and the way to try again. */
export function ProblemNotice({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation()
  const words = problemWords(error)
  return (
    <Alert color="tomato" icon={<TriangleAlert size={18} aria-hidden />} title={words.title} role="alert">
      <Group justify="space-between">
        <Text size="sm">{words.message}</Text>
        {retry && (
          <Button size="xs" variant="light" onClick={retry}>
            {t('action.tryAgain')}
          </Button>
        )}
      </Group>
    </Alert>
  )
}
