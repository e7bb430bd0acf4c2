import { Button, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../../blocks/action-button.tsx'
import { CardList } from '../../blocks/card-list.tsx'
import { col } from '../../blocks/columns.tsx'
import { Panel } from '../../blocks/panel.tsx'
import { RowTable } from '../../blocks/row-table.tsx'
import { StateBadge } from '../../blocks/state-badge.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { countText } from '../../blocks/words.ts'
import { useHoldWords } from './hold-words.ts'
import { type Hold, type HoldCopy, releaseCopies } from './holds-query.ts'

const shownAtFirst = 50

/** What is in the hold, in the order of the shelves; what is in the way comes first. */
export function HoldCopies({ hold }: { hold: Hold }) {
  const { t } = useTranslation()
  const words = useHoldWords()
  const [shown, setShown] = useState(shownAtFirst)
  const isWide = useMediaQuery('(min-width: 56em)', undefined, { getInitialValueInEffect: false })
  const copies = hold.copies.filter(({ state }) => state !== 'released').toSorted((a, b) => rank(a) - rank(b))
  if (copies.length === 0) return null
  const columns = [
    col.title<HoldCopy>('title', t('copy.title'), words.copy),
    col.text<HoldCopy>('code', t('copy.code'), ({ code }) => <span className="mono">{code}</span>),
    col.text<HoldCopy>('place', t('copy.place'), ({ place }) => <span className="mono">{place}</span>),
    col.text<HoldCopy>('who', t('holds.who'), (copy) => <Who copy={copy} />),
    col.text<HoldCopy>('marks', t('place.channels'), (copy) => <Marks hold={hold} copy={copy} />),
    col.state<HoldCopy>('state', t('copy.state'), words.state),
  ]
  const Rows = isWide ? RowTable : CardList
  return (
    <Panel title={t('holds.list', { count: copies.length, shown: countText(copies.length) })}>
      <Rows
        label={t('holds.listLabel')}
        columns={columns}
        rows={copies.slice(0, shown)}
        rowId={({ unitId }) => unitId}
        rowTo={({ variantId }) => `/catalogue/${variantId}`}
        rowMenu={(copy) => <ReleaseOne holdId={hold.id} copy={copy} />}
        isLoading={false}
      />
      {copies.length > shown && (
        <Button variant="default" mt="sm" onClick={() => setShown((count) => count + shownAtFirst)}>
          {t('list.more')}
        </Button>
      )}
    </Panel>
  )
}

const stateRank = { taken: 0, held: 2, gone: 3, released: 4 } as const

const rank = ({ state, marks }: HoldCopy): number =>
  Object.values(marks).includes('in-the-way') ? 1 : stateRank[state]

function Who({ copy }: { copy: HoldCopy }) {
  const words = useHoldWords()
  const { heldBy } = copy
  if (heldBy?.kind === 'order')
    return (
      <Link to="/orders/$orderId" params={{ orderId: heldBy.id }}>
        {words.holder(copy)}
      </Link>
    )
  return <Text size="sm">{words.holder(copy)}</Text>
}

/** Only what is not proven is worth a word for each copy. */
function Marks({ hold, copy }: { hold: Hold; copy: HoldCopy }) {
  const words = useHoldWords()
  const open = hold.accounts.filter(({ accountId }) => (copy.marks[accountId] ?? 'proven') !== 'proven')
  return open.map(({ accountId, label }) => {
    const mark = words.mark(copy.marks[accountId] ?? 'proven')
    return <StateBadge key={accountId} words={`${label} : ${mark.words}`} tone={mark.tone} />
  })
}

function ReleaseOne({ holdId, copy }: { holdId: string; copy: HoldCopy }) {
  const { t } = useTranslation()
  const release = useAction(() => releaseCopies(holdId, { unitIds: [copy.unitId] }), {
    refreshes: [['holds'], ['variants']],
    done: t('holds.released', { count: 1 }),
  })
  if (copy.state === 'gone') return null
  const label = t(copy.state === 'taken' ? 'holds.forget' : 'holds.releaseOne')
  return <ActionButton size="xs" action={{ label, run: () => release.mutate(undefined) }} isBusy={release.isPending} />
}
