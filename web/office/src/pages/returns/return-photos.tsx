import { Image, SimpleGrid } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Return } from './returns-query.ts'

/** What the buyer sent to show what is wrong; a press opens a picture in full. */
export function ReturnPhotos({ found }: { found: Return }) {
  const { t } = useTranslation()
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
      {found.photos.map(({ id, width, height }, index) => {
        const address = `/api/v1/returns/${found.id}/photos/${id}`
        return (
          <a key={id} href={address} target="_blank" rel="noreferrer">
            <Image
              src={address}
              alt={t('returns:office.photo', { number: index + 1 })}
              width={width}
              height={height}
              radius="sm"
              fit="cover"
              mah={180}
              loading="lazy"
            />
          </a>
        )
      })}
    </SimpleGrid>
  )
}
