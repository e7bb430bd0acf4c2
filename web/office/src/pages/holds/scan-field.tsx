import { Button, Group, SegmentedControl, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemWords } from '../../blocks/use-action.ts'
import { useHoldWords } from './hold-words.ts'
import { addCodes, releaseCopies } from './holds-query.ts'

type Mode = 'add' | 'release'
type Word = { text: string; isBad: boolean }

/** Scan or type a code, Enter, the next one: the cursor stays. What happened to the last code is said under the field. */
export function ScanField({ holdId }: { holdId: string }) {
  const { t } = useTranslation()
  const field = useRef<HTMLInputElement>(null)
  const [mode, setMode] = useState<Mode>('add')
  const [code, setCode] = useState('')
  const scan = useScan(holdId, mode)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const scanned = code.trim()
    setCode('')
    field.current?.focus()
    if (scanned) scan.mutate(scanned)
  }
  return (
    <form onSubmit={submit} className="card" style={{ padding: 16 }}>
      <SegmentedControl
        fullWidth
        mb="sm"
        aria-label={t('holds.scanMode')}
        value={mode}
        onChange={(value) => setMode(value === 'release' ? 'release' : 'add')}
        data={[
          { value: 'add', label: t('holds.scanAdd') },
          { value: 'release', label: t('holds.scanRelease') },
        ]}
      />
      <Group gap="xs" wrap="nowrap" align="flex-end">
        <TextInput
          ref={field}
          flex={1}
          size="md"
          label={t('holds.scan')}
          description={t('holds.scanAbout')}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          enterKeyHint="done"
        />
        <Button type="submit" size="md" loading={scan.isPending}>
          {t(mode === 'add' ? 'holds.scanAddNow' : 'holds.scanReleaseNow')}
        </Button>
      </Group>
      <Text size="sm" mt="xs" mih={20} aria-live="assertive" {...(scan.data?.isBad && { c: 'tomato' })}>
        {scan.data?.text}
      </Text>
    </form>
  )
}

function useScan(holdId: string, mode: Mode) {
  const { t } = useTranslation()
  const words = useHoldWords()
  const client = useQueryClient()
  const add = async (code: string): Promise<Word> => {
    const { heldCount, taken } = await addCodes(holdId, [code])
    const [lost] = taken
    if (lost)
      return { text: t('holds.scannedTaken', { copy: words.copy(lost), holder: words.holder(lost) }), isBad: true }
    return { text: t('holds.scannedHeld', { code, count: heldCount }), isBad: false }
  }
  const release = async (code: string): Promise<Word> => {
    const { releasedCount } = await releaseCopies(holdId, { codes: [code] })
    return { text: t('holds.scannedReleased', { code, count: releasedCount }), isBad: releasedCount === 0 }
  }
  return useMutation({
    mutationFn: (code: string) =>
      (mode === 'add' ? add(code) : release(code)).catch((error: unknown) => ({
        text: problemWords(error).message,
        isBad: true,
      })),
    onSettled: () => client.invalidateQueries({ queryKey: ['holds'] }),
  })
}
