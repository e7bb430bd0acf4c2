import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RateMeasure } from './measure.ts'
import { daysUntil, type Projection, projectRate, type Sale } from './project.ts'
import { type RateRule, rulesOf } from './rules.ts'
import { silenceOf } from './silence.ts'

const dayMs = 86_400_000
const ruleOf = (channel: string, name: string): RateRule => {
  const rule = rulesOf[channel]?.rates.find((one) => one.name === name)
  if (!rule) throw new Error(`no rule ${channel} ${name}`)
  return rule
}
const defects = ruleOf('ebay', 'defect-rate')
const start = Date.UTC(2025, 0, 1)
const at = (day: number): Date => new Date(start + day * dayMs)

/** One sale each `everyDays`, of which the numbered ones were cancelled for want of the copy. */
const history = (count: number, faulty: readonly number[], everyDays = 1): Sale[] =>
  Array.from({ length: count }, (_, n) => ({
    placedAt: at(n * everyDays),
    buyer: `buyer ${n}`,
    faults: faulty.includes(n) ? ['cancelled'] : [],
  }))
const project = (sales: readonly Sale[], now: Date, wish: Partial<Projection> = {}): RateMeasure =>
  projectRate(defects, { sales, told: undefined, openRisks: 0, judgedOnDay: 20, now, ...wish })

// The table of docs/domain/standing.md.
test.each([
  [
    '300 sales, none cancelled',
    history(300, []),
    { status: 'ok', valueBasisPoints: 0, ifOneMoreBasisPoints: 33, faultsLeft: 6 },
  ],
  [
    '300 sales, four cancelled',
    history(300, [250, 260, 270, 280]),
    { status: 'ok', valueBasisPoints: 133, ifOneMoreBasisPoints: 167, faultsLeft: 2 },
  ],
  [
    '300 sales, five cancelled',
    history(300, [250, 255, 260, 270, 280]),
    { status: 'watch', valueBasisPoints: 167, ifOneMoreBasisPoints: 200, faultsLeft: 1 },
  ],
  [
    '300 sales, six cancelled',
    history(300, [245, 250, 255, 260, 270, 280]),
    { status: 'risk', valueBasisPoints: 200, ifOneMoreBasisPoints: 233, faultsLeft: 0 },
  ],
  [
    '300 sales, seven cancelled',
    history(300, [240, 245, 250, 255, 260, 270, 280]),
    { status: 'over', valueBasisPoints: 233, ifOneMoreBasisPoints: 267, faultsLeft: 0 },
  ],
  [
    'ten sales, two cancelled: too few buyers to count',
    history(10, [3, 7]),
    { status: 'ok', valueBasisPoints: 2000, ifOneMoreBasisPoints: 3000, faultsLeft: 2 },
  ],
  [
    'ten sales, three cancelled',
    history(10, [3, 5, 7]),
    { status: 'watch', valueBasisPoints: 3000, ifOneMoreBasisPoints: 4000, faultsLeft: 1 },
  ],
  [
    'ten sales, four cancelled',
    history(10, [3, 5, 7, 8]),
    { status: 'risk', valueBasisPoints: 4000, ifOneMoreBasisPoints: 5000, faultsLeft: 0 },
  ],
] as const)('%s', (_name, sales, expected) => {
  expect(project(sales, at(sales.length))).toMatchObject(expected)
})

test('a copy whose double sale is not decided counts as if it were lost', () => {
  const sales = history(300, [250, 255, 260, 270, 280])
  expect(project(sales, at(300), { openRisks: 1 })).toMatchObject({ status: 'risk', valueBasisPoints: 167 })
})

test('good sales that will have left the window when the vendor judges are not counted on', () => {
  const busyOnce = [
    ...history(250, [], 0.1),
    ...history(60, [50, 52, 54, 56, 58], 1).map((sale) => ({
      ...sale,
      placedAt: new Date(sale.placedAt.getTime() + 300 * dayMs),
    })),
  ]
  const sales = busyOnce.map((sale, n) => ({ ...sale, buyer: `buyer ${n}` }))
  expect(project(sales, at(362))).toMatchObject({ status: 'risk', valueBasisPoints: 161 })
})

test('a top rated seller is warned before the stricter limit; the vendor knows sales from before us', () => {
  const told = {
    level: 'TOP_RATED',
    measures: [{ name: 'defect-rate', valueBasisPoints: 30, limitBasisPoints: 200, count: 3 }],
  }
  expect(project(history(100, []), at(100), { told })).toMatchObject({
    status: 'ok',
    faults: 3,
    sales: 1000,
    limitBasisPoints: 50,
  })
  const more = { ...told, measures: [{ name: 'defect-rate', valueBasisPoints: 50, limitBasisPoints: 200, count: 5 }] }
  expect(project(history(100, []), at(100), { told: more })).toMatchObject({ status: 'risk', limitBasisPoints: 50 })
})

test('what was late only the vendor knows, where it tells', () => {
  const late = ruleOf('ebay', 'late-shipment-rate')
  const sales = history(100, []).map((sale) => ({ ...sale, faults: ['late'] as const }))
  const given = { sales, openRisks: 0, judgedOnDay: 20, now: at(100) }
  const measures = [{ name: late.name, valueBasisPoints: 100, limitBasisPoints: 300, count: 1 }]
  expect(projectRate(late, { ...given, told: undefined })).toMatchObject({ status: 'over', faults: 100 })
  expect(projectRate(late, { ...given, told: { level: '', measures } })).toMatchObject({ status: 'ok', faults: 1 })
})

test('the vendor judges on the twentieth', () => {
  expect(daysUntil(new Date('2026-03-02T09:00:00Z'), 20)).toBe(18)
  expect(daysUntil(new Date('2026-03-20T09:00:00Z'), 20)).toBe(31)
})

/** Plays a history day by day, as it was recorded, and says what was known each evening. */
const play = (sales: readonly Sale[], days: number) =>
  Array.from({ length: days }, (_, day) => {
    const now = at(day + 1)
    return project(
      sales.filter(({ placedAt }) => placedAt < now),
      now,
    ).status
  })

const histories = fc.record({
  perDay: fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 120, maxLength: 200 }),
  faultyDays: fc.uniqueArray(fc.integer({ min: 0, max: 199 }), { maxLength: 14 }),
})
const recorded = ({ perDay, faultyDays }: { perDay: readonly number[]; faultyDays: readonly number[] }): Sale[] =>
  perDay.flatMap((count, day) =>
    Array.from({ length: count }, (_, n) => ({
      placedAt: new Date(at(day).getTime() + n * 1000),
      buyer: `buyer ${day} ${n}`,
      faults: n === 0 && faultyDays.includes(day) ? (['cancelled'] as const) : [],
    })),
  )

test('no recorded history crosses the limit without a warning the evening before', () => {
  fc.assert(
    fc.property(histories, (given) => {
      const evenings = play(recorded(given), given.perDay.length)
      const late = evenings.findIndex((status, day) => status === 'over' && evenings[day - 1] === 'ok')
      expect(late).toBe(-1)
    }),
    { numRuns: 10 },
  )
})

test('a healthy history is never alarmed about', () => {
  fc.assert(
    fc.property(fc.record({ perDay: histories.map(({ perDay }) => perDay) }), ({ perDay }) => {
      const sales = recorded({ perDay: perDay.map((count) => count + 1), faultyDays: [20, 90] })
      expect(new Set(play(sales, perDay.length))).toEqual(new Set(['ok']))
    }),
    { numRuns: 5 },
  )
})

test('an order without a word is warned about after 36 hours, urgently after 60, and never only after 72', () => {
  const silence = rulesOf.discogs?.silence
  if (!silence) throw new Error('Discogs has a rule about silence')
  const hoursAfter = (hours: number) =>
    silenceOf(silence, [{ orderId: '1', number: 'C-1', since: at(0) }], new Date(at(0).getTime() + hours * 3_600_000))
  expect([0, 35.9, 36, 59.9, 60, 71.9, 72].map((hours) => hoursAfter(hours).status)).toEqual([
    'ok',
    'ok',
    'watch',
    'watch',
    'risk',
    'risk',
    'over',
  ])
  expect(hoursAfter(60).orders).toEqual([{ orderId: '1', number: 'C-1', hoursLeft: 12 }])
})
