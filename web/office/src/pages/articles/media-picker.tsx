import { Button, FileButton, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api.ts'
import { useAction } from '../../blocks/use-action.ts'
import classes from './article.module.css'
import { mediaQuery } from './articles-query.ts'

/** Pictures already here, and one more from this machine; a press puts it into the text. */
export function MediaPicker({ onPick }: { onPick: (markdown: string) => void }) {
  const { t } = useTranslation()
  const media = useQuery(mediaQuery).data?.items ?? []
  const upload = useAction((file: File) => answer(api.POST('/media', uploadOf(file))), { refreshes: [['media']] })
  const add = (file: File | null) => file && upload.mutate(file, { onSuccess: ({ markdown }) => onPick(markdown) })
  return (
    <section aria-label={t('articles.media')}>
      <Group justify="space-between">
        <Text size="sm" fw={600}>
          {t('articles.media')}
        </Text>
        <FileButton accept="image/*" onChange={add}>
          {(props) => (
            <Button {...props} size="xs" variant="default" loading={upload.isPending}>
              {t('articles.addPicture')}
            </Button>
          )}
        </FileButton>
      </Group>
      <ul className={classes.pictures}>
        {media.map((picture) => (
          <li key={picture.fileKey}>
            <button
              type="button"
              onClick={() => onPick(picture.markdown)}
              aria-label={t('articles.insert', { name: picture.name })}
            >
              <img src={`/${picture.fileKey}`} alt="" loading="lazy" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The generated client knows a file as text; the form itself is made here. */
function uploadOf(file: File) {
  const form = new FormData()
  form.append('file', file)
  return { body: { file: file.name }, bodySerializer: () => form }
}
