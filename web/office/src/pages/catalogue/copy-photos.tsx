import { Button, FileButton, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { answer, api, type Body, done } from '../../api.ts'
import { Panel } from '../../blocks/panel.tsx'
import { useAction } from '../../blocks/use-action.ts'

type Photo = Body<'/variants/{variantId}', 'get'>['photos'][number]
type CopyPhotosProps = { variantId: string; photos: readonly Photo[] }

const refreshes = [['variants']]

/** Photos of a copy, its defects too: they are the evidence beside the grade, in the shop and on every channel. */
export function CopyPhotos({ variantId, photos }: CopyPhotosProps) {
  const { t } = useTranslation()
  const params = { path: { variantId } }
  const upload = useAction(
    (file: File) => answer(api.POST('/variants/{variantId}/photos', { params, ...uploadOf(file) })),
    {
      refreshes,
      done: t('gallery:office.added'),
    },
  )
  const remove = useAction(
    (photoId: string) =>
      done(api.DELETE('/variants/{variantId}/photos/{photoId}', { params: { path: { variantId, photoId } } })),
    { refreshes, done: t('gallery:office.removed') },
  )
  const add = (
    <FileButton accept="image/*" onChange={(file) => file && upload.mutate(file)}>
      {(props) => (
        <Button {...props} size="xs" variant="default" loading={upload.isPending}>
          {t('gallery:office.add')}
        </Button>
      )}
    </FileButton>
  )
  return (
    <Panel title={t('gallery:office.title')} aside={add}>
      {photos.length === 0 && <Text size="sm">{t('gallery:office.none')}</Text>}
      <Group gap="sm" align="flex-start">
        {photos.map((photo, index) => (
          <figure key={photo.id} style={{ margin: 0 }}>
            <img
              src={`/pictures/160/${photo.fileKey.replace(/^photos\//, '')}`}
              alt={t('gallery:office.photo', { number: index + 1 })}
              width={120}
              height={120}
              style={{ objectFit: 'cover', borderRadius: 4 }}
            />
            <Button size="compact-xs" variant="subtle" onClick={() => remove.mutate(photo.id)}>
              {t('gallery:office.remove')}
            </Button>
          </figure>
        ))}
      </Group>
    </Panel>
  )
}

/** The generated client knows a file as text; the form itself is made here. */
function uploadOf(file: File) {
  const form = new FormData()
  form.append('file', file)
  return { body: { file: file.name }, bodySerializer: () => form }
}
