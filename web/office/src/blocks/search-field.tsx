import { CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

const typingPauseMs = 250

type SearchFieldProps = { label: string; value: string | undefined; onSearch: (text: string | undefined) => void }

/** Searches while typing; `/` puts the cursor here. The text lives in the address, so that a list can be sent to a colleague. */
export function SearchField({ label, value, onSearch }: SearchFieldProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(value ?? '')
  const searchLater = useDebouncedCallback((wanted: string) => onSearch(wanted.trim() || undefined), typingPauseMs)
  const type = (wanted: string) => {
    setText(wanted)
    searchLater(wanted)
  }
  return (
    <TextInput
      type="search"
      data-search
      aria-label={label}
      placeholder={label}
      w={{ base: '100%', sm: 300 }}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      leftSection={<Search size={16} aria-hidden />}
      rightSection={
        text !== '' && <CloseButton size="sm" aria-label={t('list.clearSearch')} onClick={() => type('')} />
      }
    />
  )
}
