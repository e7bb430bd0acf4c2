import { Grid, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ExternalLink } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Page } from '../../blocks/page.tsx'
import { PageSkeleton } from '../../blocks/page-skeleton.tsx'
import { Panel } from '../../blocks/panel.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { variantQuery } from './catalogue-query.ts'
import { CopyFacts } from './copy-facts.tsx'
import { CopyPhotos } from './copy-photos.tsx'
import { CopyTax } from './copy-tax.tsx'
import { CopyTimelines } from './copy-timelines.tsx'
import { useCopyWords } from './copy-words.ts'
import { GradeCard } from './grade-card.tsx'
import { VariantListings } from './variant-listings.tsx'

/** One copy: what it is, how good it is, what it costs where, why it is or is not on sale, and its whole story. */
export default function CopyPage() {
  const { t } = useTranslation()
  const words = useCopyWords()
  const { variantId } = useParams({ from: '/catalogue/$variantId' })
  const found = useQuery(variantQuery(variantId))
  if (found.isError) return <ProblemNotice error={found.error} retry={() => void found.refetch()} />
  if (!found.data) return <PageSkeleton />

  const variant = found.data
  return (
    <Page
      title={words.title(variant.product)}
      back={{ to: '/catalogue', label: t('place.catalogue') }}
      about={
        <a href={`/disque/${variant.product.slug}`} target="_blank" rel="noreferrer" style={{ color: 'inherit' }}>
          {t('copy.seeInShop')} <ExternalLink size={13} aria-hidden />
        </a>
      }
    >
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="md">
            <CopyFacts variant={variant} />
            {variant.product.kind === 'record' && (
              <Panel title={t('copy.grade')}>
                <GradeCard variant={variant} />
              </Panel>
            )}
            <CopyTax variantId={variant.id} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="md">
            <CopyPhotos variantId={variant.id} photos={variant.photos} />
            <Panel title={t('copy.onChannels')}>
              <VariantListings variantId={variant.id} />
            </Panel>
            <CopyTimelines variantId={variant.id} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  )
}
