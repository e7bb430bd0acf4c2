import { Badge, Button, Group, Modal, Stack, Text, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../../blocks/page.tsx'
import { Panel } from '../../blocks/panel.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { BannerForm } from './banner-form.tsx'
import { CollectionForm } from './collection-form.tsx'
import { type Banner, bannersQuery, type Collection, collectionsQuery } from './showcase-query.ts'

type Open = { kind: 'banner'; banner: Banner | null } | { kind: 'collection'; collection: Collection | null }

/** What the shop puts in front: banners of the home page, and collections. */
export default function ShowcasePage() {
  const { t } = useTranslation()
  const banners = useQuery(bannersQuery)
  const collections = useQuery(collectionsQuery)
  const [open, setOpen] = useState<Open | null>(null)
  const error = banners.error ?? collections.error
  const close = () => setOpen(null)
  return (
    <Page title={t('place.showcase')} about={t('look:showcaseAbout')}>
      <Stack gap="md" maw={860}>
        {error && <ProblemNotice error={error} retry={() => void banners.refetch()} />}
        <Panel
          title={t('look:banners')}
          aside={<Add words={t('look:addBanner')} onPress={() => setOpen({ kind: 'banner', banner: null })} />}
        >
          {banners.data?.items.length === 0 && <Text c="dimmed">{t('look:noBanner')}</Text>}
          {banners.data?.items.map((banner) => (
            <Row
              key={banner.id}
              title={banner.texts.fr?.title ?? ''}
              about={banner.target}
              isOn={banner.isOn}
              onPress={() => setOpen({ kind: 'banner', banner })}
            />
          ))}
        </Panel>
        <Panel
          title={t('look:collections')}
          aside={
            <Add words={t('look:addCollection')} onPress={() => setOpen({ kind: 'collection', collection: null })} />
          }
        >
          {collections.data?.items.length === 0 && <Text c="dimmed">{t('look:noCollection')}</Text>}
          {collections.data?.items.map((collection) => (
            <Row
              key={collection.id}
              title={collection.texts.fr?.title ?? Object.values(collection.texts)[0]?.title ?? ''}
              about={t('look:collection.onSale', { count: collection.onSaleCount })}
              isOn={collection.isShown}
              onPress={() => setOpen({ kind: 'collection', collection })}
            />
          ))}
        </Panel>
      </Stack>
      <Modal
        opened={open !== null}
        onClose={close}
        size="lg"
        title={open && t(`look:${open.kind}.edit`)}
        closeButtonProps={{ 'aria-label': t('action.close') }}
      >
        {open?.kind === 'banner' && <BannerForm banner={open.banner} onDone={close} />}
        {open?.kind === 'collection' && <CollectionForm collection={open.collection} onDone={close} />}
      </Modal>
    </Page>
  )
}

const Add = ({ words, onPress }: { words: string; onPress: () => void }): ReactNode => (
  <Button size="xs" variant="default" onClick={onPress}>
    {words}
  </Button>
)

type RowProps = { title: string; about: string; isOn: boolean; onPress: () => void }

function Row({ title, about, isOn, onPress }: RowProps) {
  const { t } = useTranslation()
  return (
    <UnstyledButton onClick={onPress} w="100%" py={8} style={{ borderTop: '1px solid var(--line)' }} data-row>
      <Group justify="space-between" wrap="nowrap">
        <div>
          <strong>{title}</strong>
          <Text size="sm" c="dimmed">
            {about}
          </Text>
        </div>
        <Badge variant="light" color={isOn ? 'bottle' : 'gray'}>
          {t(isOn ? 'look:isOn' : 'look:isOff')}
        </Badge>
      </Group>
    </UnstyledButton>
  )
}
