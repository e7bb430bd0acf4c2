import { Button, Group, NativeSelect, NumberInput, Stack, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, done } from '../../api.ts'
import { useAction } from '../../blocks/use-action.ts'
import { WordsFields } from '../look/words-fields.tsx'
import { PictureField } from './picture-field.tsx'
import type { Banner } from './showcase-query.ts'

const tones = ['stall', 'accent', 'highlight', 'ink'] as const
const parts = ['title', 'text', 'button'] as const
type Content = Omit<Banner, 'id' | 'version' | 'updatedAt'>

const empty: Content = {
  position: 1,
  isOn: true,
  target: 'page:list?sort=newest',
  texts: {},
  pictureKey: null,
  tone: 'stall',
  startsAt: null,
  endsAt: null,
}

const localTime = (iso: string | null): string => {
  if (!iso) return ''
  const at = new Date(iso)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
const utcTime = (text: string): string | null => (text === '' ? null : new Date(text).toISOString())

/** A language without a title is not written. */
const writtenOf = (texts: Content['texts']): Content['texts'] =>
  Object.fromEntries(Object.entries(texts).filter(([, { title }]) => title.trim() !== ''))

export function BannerForm({ banner, onDone }: { banner: Banner | null; onDone: () => void }) {
  const { t } = useTranslation()
  const {
    id: _id,
    version: _version,
    updatedAt: _at,
    ...start
  } = banner ?? { ...empty, id: '', version: 0, updatedAt: '' }
  const [content, setContent] = useState<Content>(start)
  const save = useAction(
    () => {
      const body = { ...content, texts: writtenOf(content.texts) }
      return banner
        ? answer(
            api.PUT('/banners/{bannerId}', {
              params: { path: { bannerId: banner.id } },
              body: { version: banner.version, banner: body },
            }),
          )
        : answer(api.POST('/banners', { body }))
    },
    { refreshes: [['banners']], done: t('action.saved') },
  )
  const remove = useAction(
    () => done(api.DELETE('/banners/{bannerId}', { params: { path: { bannerId: banner?.id ?? '' } } })),
    { refreshes: [['banners']] },
  )
  return (
    <Stack gap="sm">
      <BannerWords content={content} onChange={setContent} />
      <BannerLook content={content} onChange={setContent} />
      <Group justify="space-between">
        {banner ? (
          <Button variant="subtle" color="tomato" onClick={() => remove.mutate(undefined, { onSuccess: onDone })}>
            {t('look:remove')}
          </Button>
        ) : (
          <span />
        )}
        <Button onClick={() => save.mutate(undefined, { onSuccess: onDone })} loading={save.isPending}>
          {t('action.save')}
        </Button>
      </Group>
    </Stack>
  )
}

/** What it says and where it leads. */
function BannerWords({ content, onChange }: { content: Content; onChange: (content: Content) => void }) {
  const { t } = useTranslation()
  const change = (part: Partial<Content>) => onChange({ ...content, ...part })
  const wordsOf = (part: (typeof parts)[number]) =>
    Object.fromEntries(Object.entries(content.texts).map(([lang, text]) => [lang, text[part]]))
  const changeWords = (part: (typeof parts)[number], words: Record<string, string>) =>
    change({
      texts: Object.fromEntries(
        Object.entries(words).map(([lang, word]) => [
          lang,
          { title: '', text: '', button: '', ...content.texts[lang], [part]: word },
        ]),
      ),
    })
  return (
    <>
      <Switch
        label={t('look:banner.isOn')}
        checked={content.isOn}
        onChange={(event) => change({ isOn: event.currentTarget.checked })}
      />
      {parts.map((part) => (
        <WordsFields
          key={part}
          label={t(`look:banner.${part}`)}
          words={wordsOf(part)}
          onChange={(words) => changeWords(part, words)}
        />
      ))}
      <TextInput
        size="sm"
        label={t('look:target')}
        description={t('look:banner.targetAbout')}
        value={content.target}
        onChange={(event) => change({ target: event.currentTarget.value })}
      />
    </>
  )
}

/** When it appears, and how. */
function BannerLook({ content, onChange }: { content: Content; onChange: (content: Content) => void }) {
  const { t } = useTranslation()
  const change = (part: Partial<Content>) => onChange({ ...content, ...part })
  return (
    <>
      <Group grow>
        <TextInput
          size="sm"
          type="datetime-local"
          label={t('look:banner.startsAt')}
          defaultValue={localTime(content.startsAt)}
          onChange={(event) => change({ startsAt: utcTime(event.currentTarget.value) })}
        />
        <TextInput
          size="sm"
          type="datetime-local"
          label={t('look:banner.endsAt')}
          defaultValue={localTime(content.endsAt)}
          onChange={(event) => change({ endsAt: utcTime(event.currentTarget.value) })}
        />
      </Group>
      <Group grow>
        <NativeSelect
          size="sm"
          label={t('look:banner.tone')}
          value={content.tone}
          data={tones.map((value) => ({ value, label: t(`look:banner.tones.${value}`) }))}
          onChange={(event) => change({ tone: tones.find((tone) => tone === event.currentTarget.value) ?? 'stall' })}
        />
        <NumberInput
          size="sm"
          label={t('look:banner.position')}
          min={0}
          max={1000}
          value={content.position}
          onChange={(position) => typeof position === 'number' && change({ position })}
        />
      </Group>
      <PictureField fileKey={content.pictureKey} onChange={(pictureKey) => change({ pictureKey })} />
    </>
  )
}
