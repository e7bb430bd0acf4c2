import type { ReactNode } from 'react'
import { StateBadge, type Tone } from './state-badge.tsx'
import { When } from './when.tsx'
import { countText, moneyText } from './words.ts'

/** Where a column goes when a row becomes a card on a phone. */
type PhonePlace = 'title' | 'aside' | 'line' | 'hidden'

export type Column<Row> = {
  id: string
  label: string
  show: (row: Row) => ReactNode
  align?: 'end'
  onPhone?: PhonePlace
  isTitle?: boolean
}

type Place = { onPhone?: PhonePlace }

/** The few kinds of column every list is made of. */
export const col = {
  title: <Row,>(id: string, label: string, show: (row: Row) => ReactNode): Column<Row> => ({
    id,
    label,
    show,
    isTitle: true,
    onPhone: 'title',
  }),
  text: <Row,>(id: string, label: string, show: (row: Row) => ReactNode, place?: Place): Column<Row> => ({
    id,
    label,
    show,
    ...place,
  }),
  money: <Row,>(id: string, label: string, read: (row: Row) => number | null, place?: Place): Column<Row> => ({
    id,
    label,
    align: 'end',
    onPhone: 'aside',
    show: (row) => {
      const amountMinor = read(row)
      return amountMinor === null ? '–' : moneyText(amountMinor)
    },
    ...place,
  }),
  count: <Row,>(id: string, label: string, read: (row: Row) => number | null, place?: Place): Column<Row> => ({
    id,
    label,
    align: 'end',
    show: (row) => {
      const count = read(row)
      return count === null ? '–' : countText(count)
    },
    ...place,
  }),
  when: <Row,>(id: string, label: string, read: (row: Row) => string | null, place?: Place): Column<Row> => ({
    id,
    label,
    show: (row) => {
      const at = read(row)
      return at === null ? '–' : <When at={at} />
    },
    ...place,
  }),
  state: <Row,>(id: string, label: string, read: (row: Row) => { words: string; tone: Tone }): Column<Row> => ({
    id,
    label,
    onPhone: 'aside',
    show: (row) => <StateBadge {...read(row)} />,
  }),
}
