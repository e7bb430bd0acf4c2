import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createConnectors } from '../src/connectors/marketplaces/index.ts'
import type { ConnectorMaker } from '../src/modules/channels/index.ts'

/** `npm run docs:channels`: what each connector says of itself becomes docs/channels.md. A test compares both. */
const file = join(import.meta.dirname, '../docs/channels.md')

export const committedTable = (): string => readFileSync(file, 'utf8')

type Row = readonly [name: string, cell: (maker: ConnectorMaker) => string]

const yesNo = (is: boolean): string => (is ? 'yes' : '–')
const perMinute = (count: number): string =>
  count >= 1 ? `${count} a minute` : `every ${Math.round(1 / count)} minutes`

const supportRows: readonly Row[] = [
  ['Orders arrive by', ({ support }) => support.orders],
  ['Sale known before payment', ({ support }) => yesNo(support.isSaleKnownBeforePayment)],
  ['Publishes', ({ support }) => support.publishes],
  ['Withdraws', ({ support }) => support.withdraws],
  ['Accepts or refuses orders', ({ support }) => yesNo(support.canDecideOrders)],
  ['Cancels orders', ({ support }) => (support.canCancelOrders === 'no' ? '–' : support.canCancelOrders)],
  ['Tells that it was sent', ({ support }) => yesNo(support.canShipOrders)],
  ['Seller standing', ({ support }) => yesNo(support.hasStanding)],
]

const limitRows: readonly Row[] = [
  ['Copies per listing', ({ limits }) => String(limits.quantityMax)],
  ['Title, characters', ({ limits }) => String(limits.titleCharsMax)],
  ['Pictures', ({ limits }) => (limits.imagesMax === 0 ? '–' : String(limits.imagesMax))],
  ['Needs', needsOf],
  ['Lowest grade', ({ limits }) => limits.lowestGrade],
  ['Listings per call', ({ limits }) => String(limits.batchMax)],
  ['Creations per upload', ({ limits: { bulk } }) => (bulk ? `${bulk.min}–${bulk.max}` : '–')],
  ['Requests', ({ limits }) => `${perMinute(limits.requestsPerMinute)}, ${limits.requestsBurst} at once`],
  ['Counted by', ({ limits }) => (limits.budgetOf === 'vendor' ? 'address' : 'account')],
  ['Kept for withdrawals', ({ limits }) => String(limits.requestsReserved)],
  ['Operations of their own', operationsOf],
  ['Withdrawals', withdrawalsOf],
  ['Orders asked for every', ({ limits }) => `${limits.ordersPollMs / 1000} s`],
  ['The same creation twice is', ({ limits }) => (limits.canRepeatCreation ? 'one listing' : 'two listings')],
]

function needsOf({ limits: { needs, isGradeRequired } }: ConnectorMaker): string {
  const all = [...needs, ...(isGradeRequired ? ['grade'] : [])]
  return all.length > 0 ? all.join(', ') : '–'
}

function operationsOf({ limits: { operations = {} } }: ConnectorMaker): string {
  const words = Object.entries(operations).map(([name, limit]) => `${name} ${perMinute(limit.perMinute)}`)
  return words.length > 0 ? words.join('<br>') : '–'
}

function withdrawalsOf({ limits: { withdrawsBy, operations } }: ConnectorMaker): string {
  const turn = withdrawsBy === undefined ? undefined : operations?.[withdrawsBy]
  return turn ? `${withdrawsBy}, ${perMinute(turn.perMinute)}` : 'as requests allow'
}

export function supportTable(): string {
  const makers = Object.values(
    createConnectors((system) => ({ send: () => Promise.reject(new Error(`${system} is not asked`)) })),
  ).toSorted((a, b) => a.label.localeCompare(b.label))
  const table = (rows: readonly Row[]): string =>
    [
      `| | ${makers.map(({ label }) => label).join(' | ')} |`,
      `|---|${makers.map(() => '---|').join('')}`,
      ...rows.map(([name, cell]) => `| ${name} | ${makers.map(cell).join(' | ')} |`),
    ].join('\n')
  const about = makers.map(
    ({ label, name, support }) =>
      `### ${label}\n[How to connect](../src/connectors/marketplaces/${name}/README.md). Contract: ${support.contract}.\n\nCould not be tried without the vendor:\n${support.unverified.map((one) => `* ${one}`).join('\n')}`,
  )
  return `${[
    '# Channels: what each one supports',
    'Written by `npm run docs:channels` from what the connectors say of themselves; the conformance kit in [test/support](../test/support) holds it against them. The rules are in [domain/channels.md](domain/channels.md).',
    table(supportRows),
    '## Limits',
    table(limitRows),
    '## One by one',
    ...about,
  ].join('\n\n')}\n`
}

if (import.meta.main) {
  writeFileSync(file, supportTable())
  process.stdout.write('docs/channels.md says what the connectors support\n')
}
