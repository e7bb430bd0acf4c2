import { TextInput, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { minorFromText, moneyText } from '../../blocks/words.ts'
import classes from './price-cell.module.css'

type PriceCellProps = {
  label: string
  priceMinor: number | null
  isBusy: boolean
  onPrice: (priceMinor: number) => void
}

const asTyped = (priceMinor: number | null): string =>
  priceMinor === null ? '' : (priceMinor / 100).toFixed(2).replace('.', ',')

/** A price that is changed where it stands: click, type, Enter. Escape leaves it as it was. */
export function PriceCell({ label, priceMinor, isBusy, onPrice }: PriceCellProps) {
  const { t } = useTranslation()
  const [text, setText] = useState<string>()
  if (text === undefined) {
    const shown = priceMinor === null ? t('copy.noPrice') : moneyText(priceMinor)
    return (
      <UnstyledButton
        className={classes.price}
        data-busy={isBusy || undefined}
        aria-label={t('copy.changePrice', { title: label, price: shown })}
        onClick={() => setText(asTyped(priceMinor))}
      >
        {shown}
      </UnstyledButton>
    )
  }
  const wanted = minorFromText(text)
  const isAmount = wanted !== undefined && wanted > 0
  const finish = () => {
    if (!isAmount) return
    setText(undefined)
    if (wanted !== priceMinor) onPrice(wanted)
  }
  return (
    <TextInput
      size="xs"
      w={96}
      ml="auto"
      autoFocus
      inputMode="decimal"
      aria-label={t('copy.price')}
      value={text}
      error={!isAmount}
      rightSection="€"
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => (isAmount ? finish() : setText(undefined))}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish()
        if (event.key === 'Escape') setText(undefined)
      }}
    />
  )
}
