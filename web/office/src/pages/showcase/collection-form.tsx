import { Button, Group, NativeSelect, Stack, Switch, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api.ts'
import { useAction } from '../../blocks/use-action.ts'
import { WordsFields } from '../look/words-fields.tsx'
import { PictureField } from './picture-field.tsx'
import { RuleFields } from './rule-fields.tsx'
import type { Collection } from './showcase-query.ts'

type Content = Pick<Collection, 'kind' | 'rule' | 'isShown' | 'pictureKey' | 'texts' | 'productSlugs'>

const empty: Content = { kind: 'rule', rule: {}, isShown: true, pictureKey: null, texts: {}, productSlugs: [] }
const contentOf = ({ kind, rule, isShown, pictureKey, texts, productSlugs }: Content): Content => ({
  kind,
  rule,
  isShown,
  pictureKey,
  texts,
  productSlugs,
})
const writtenOf = (texts: Content['texts']): Content['texts'] =>
  Object.fromEntries(Object.entries(texts).filter(([, { title }]) => title.trim() !== ''))

/** An address of a product's page, or the word in it. */
const slugsIn = (text: string): string[] =>
  text
    .split(/\s+/)
    .map((line) => line.replace(/[?#].*$/, '').replace(/^.*\//, ''))
    .filter((slug) => slug !== '')

export function CollectionForm({ collection, onDone }: { collection: Collection | null; onDone: () => void }) {
  const { t } = useTranslation()
  const [content, setContent] = useState<Content>(() => contentOf(collection ?? empty))
  const change = (part: Partial<Content>) => setContent({ ...content, ...part })
  const save = useAction(
    () => {
      const body = { ...content, texts: writtenOf(content.texts) }
      return collection
        ? answer(
            api.PUT('/collections/{collectionId}', {
              params: { path: { collectionId: collection.id } },
              body: { ...body, version: collection.version },
            }),
          )
        : answer(api.POST('/collections', { body }))
    },
    { refreshes: [['collections']], done: t('action.saved') },
  )
  const wordsOf = (part: 'title' | 'intro') =>
    Object.fromEntries(Object.entries(content.texts).map(([lang, text]) => [lang, text[part]]))
  const changeWords = (part: 'title' | 'intro', words: Record<string, string>) =>
    change({
      texts: Object.fromEntries(
        Object.entries(words).map(([lang, word]) => [
          lang,
          { title: '', intro: '', ...content.texts[lang], [part]: word },
        ]),
      ),
    })
  return (
    <Stack gap="sm">
      <Switch
        label={t('look:collection.isShown')}
        checked={content.isShown}
        onChange={(event) => change({ isShown: event.currentTarget.checked })}
      />
      <WordsFields label={t('look:title')} words={wordsOf('title')} onChange={(words) => changeWords('title', words)} />
      <WordsFields
        isLong
        label={t('look:collection.intro')}
        words={wordsOf('intro')}
        onChange={(words) => changeWords('intro', words)}
      />
      <NativeSelect
        size="sm"
        label={t('look:collection.kind')}
        value={content.kind}
        data={[
          { value: 'rule', label: t('look:collection.byRule') },
          { value: 'picked', label: t('look:collection.byHand') },
        ]}
        onChange={(event) => change({ kind: event.currentTarget.value === 'picked' ? 'picked' : 'rule' })}
      />
      {content.kind === 'rule' ? (
        <RuleFields rule={content.rule} onChange={(rule) => change({ rule })} />
      ) : (
        <Textarea
          autosize
          minRows={4}
          label={t('look:collection.products')}
          description={t('look:collection.productsAbout')}
          defaultValue={content.productSlugs.join('\n')}
          onChange={(event) => change({ productSlugs: slugsIn(event.currentTarget.value) })}
        />
      )}
      <PictureField fileKey={content.pictureKey} onChange={(pictureKey) => change({ pictureKey })} />
      {collection && (
        <TextInput size="sm" readOnly label={t('look:target')} value={`collection:${collection.slugs.fr ?? ''}`} />
      )}
      <Group justify="flex-end">
        <Button onClick={() => save.mutate(undefined, { onSuccess: onDone })} loading={save.isPending}>
          {t('action.save')}
        </Button>
      </Group>
    </Stack>
  )
}
