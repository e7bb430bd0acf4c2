import { ActionIcon, Button, Group, NumberInput, Stack, Switch, Text, TextInput } from '@mantine/core'
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { addableBlocks, type HomeBlock } from './look-query.ts'
import { WordsFields } from './words-fields.tsx'

type HomeBlocksProps = { blocks: readonly HomeBlock[]; onChange: (blocks: HomeBlock[]) => void }

const counted: readonly HomeBlock['kind'][] = ['arrivals', 'rare', 'under-five', 'collection', 'markets', 'journal']
const isAddable = (kind: HomeBlock['kind']): boolean => addableBlocks.some((addable) => addable === kind)

/** What stands on the home page, from top to bottom. */
export function HomeBlocks({ blocks, onChange }: HomeBlocksProps) {
  const { t } = useTranslation()
  const replace = (index: number, block: HomeBlock) => onChange(blocks.with(index, block))
  const swap = (index: number, other: number) => {
    const [one, two] = [blocks[index], blocks[other]]
    if (one && two) onChange(blocks.with(index, two).with(other, one))
  }
  const add = (kind: HomeBlock['kind']) =>
    onChange([...blocks, { kind, isOn: true, title: {}, count: 6, collection: '', text: {} }])
  return (
    <Stack gap="xs">
      <Stack gap="xs" component="ol" p={0} m={0} style={{ listStyle: 'none' }}>
        {blocks.map((block, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no name of their own
          <li key={`${index}-${block.kind}`} className="card" style={{ padding: 10 }}>
            <Group justify="space-between" gap="xs" wrap="nowrap">
              <Switch
                size="sm"
                checked={block.isOn}
                onChange={(event) => replace(index, { ...block, isOn: event.currentTarget.checked })}
                label={t(`look:block.${block.kind}`)}
              />
              <Group gap={4} wrap="nowrap">
                <Move icon={ArrowUp} label={t('look:up')} isOff={index === 0} onPress={() => swap(index, index - 1)} />
                <Move
                  icon={ArrowDown}
                  label={t('look:down')}
                  isOff={index === blocks.length - 1}
                  onPress={() => swap(index, index + 1)}
                />
                {isAddable(block.kind) && (
                  <Move
                    icon={Trash2}
                    label={t('look:remove')}
                    isOff={false}
                    onPress={() => onChange(blocks.filter((_, other) => other !== index))}
                  />
                )}
              </Group>
            </Group>
            {block.isOn && <BlockFields block={block} onChange={(changed) => replace(index, changed)} />}
          </li>
        ))}
      </Stack>
      <Group gap="xs">
        {addableBlocks.map((kind) => (
          <Button key={kind} size="xs" variant="default" onClick={() => add(kind)}>
            {t(`look:add.${kind}`)}
          </Button>
        ))}
      </Group>
    </Stack>
  )
}

const untitled: readonly HomeBlock['kind'][] = ['banners', 'dividers', 'promises']

function BlockFields({ block, onChange }: { block: HomeBlock; onChange: (block: HomeBlock) => void }) {
  const { t } = useTranslation()
  if (untitled.includes(block.kind)) return null
  return (
    <details style={{ marginTop: 6 }}>
      <summary>
        <Text span size="sm" c="dimmed">
          {t('look:details')}
        </Text>
      </summary>
      <Stack gap="xs" mt={6}>
        <WordsFields label={t('look:title')} words={block.title} onChange={(title) => onChange({ ...block, title })} />
        {block.kind === 'collection' && (
          <TextInput
            size="sm"
            label={t('look:collectionSlug')}
            value={block.collection}
            onChange={(event) => onChange({ ...block, collection: event.currentTarget.value })}
          />
        )}
        {block.kind === 'text' && (
          <WordsFields
            isLong
            label={t('look:text')}
            words={block.text}
            onChange={(text) => onChange({ ...block, text })}
          />
        )}
        {counted.includes(block.kind) && (
          <NumberInput
            size="sm"
            label={t('look:count')}
            min={1}
            max={12}
            value={block.count}
            onChange={(count) => typeof count === 'number' && onChange({ ...block, count })}
          />
        )}
      </Stack>
    </details>
  )
}

type MoveProps = { icon: typeof ArrowUp; label: string; isOff: boolean; onPress: () => void }

function Move({ icon: Icon, label, isOff, onPress }: MoveProps) {
  return (
    <ActionIcon variant="default" size="md" aria-label={label} disabled={isOff} onClick={onPress}>
      <Icon size={15} />
    </ActionIcon>
  )
}
