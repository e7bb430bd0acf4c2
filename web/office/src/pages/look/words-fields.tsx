import { Group, Textarea, TextInput } from '@mantine/core'
import { writtenLangs } from './look-query.ts'

type Words = Record<string, string>
type WordsFieldsProps = { label: string; words: Words; onChange: (words: Words) => void; isLong?: boolean }

/** One field for each language. */
export function WordsFields({ label, words, onChange, isLong }: WordsFieldsProps) {
  const Field = isLong ? Textarea : TextInput
  return (
    <Group grow align="flex-start" gap="xs">
      {writtenLangs.map((lang) => (
        <Field
          key={lang}
          size="sm"
          label={`${label} (${lang})`}
          value={words[lang] ?? ''}
          onChange={(event: { currentTarget: { value: string } }) =>
            onChange({ ...words, [lang]: event.currentTarget.value })
          }
        />
      ))}
    </Group>
  )
}
