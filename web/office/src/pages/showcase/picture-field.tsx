import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { mediaQuery } from '../articles/articles-query.ts'
import { MediaPicker } from '../articles/media-picker.tsx'

type PictureFieldProps = { fileKey: string | null; onChange: (fileKey: string | null) => void }

/** A picture of the shop's media, or none; a press on one takes it, an upload too. */
export function PictureField({ fileKey, onChange }: PictureFieldProps) {
  const { t } = useTranslation()
  const media = useQuery(mediaQuery).data?.items ?? []
  const pick = (markdown: string) => onChange(/\]\(\/(.+)\)$/.exec(markdown)?.[1] ?? null)
  return (
    <>
      <NativeSelect
        size="sm"
        label={t('look:picture')}
        value={fileKey ?? ''}
        data={[
          { value: '', label: t('look:noPicture') },
          ...media.map((one) => ({ value: one.fileKey, label: one.name })),
        ]}
        onChange={(event) => onChange(event.currentTarget.value || null)}
      />
      <MediaPicker onPick={pick} />
    </>
  )
}
