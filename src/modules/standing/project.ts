import type { RateMeasure, Status } from './measure.ts'
import type { Fault, RateRule, VendorRules } from './rules.ts'

/** One sale of the account's own history. */
export type Sale = { readonly placedAt: Date; readonly buyer: string; readonly faults: readonly Fault[] }

/** What the vendor says itself: it may know sales from before we were connected. */
export type Told = {
  readonly level: string
  readonly measures: readonly {
    readonly name: string
    readonly valueBasisPoints: number
    readonly limitBasisPoints: number
    readonly count: number
  }[]
}

export type Projection = {
  readonly sales: readonly Sale[]
  readonly told: Told | undefined
  readonly openRisks: number
  readonly judgedOnDay: VendorRules['judgedOnDay']
  readonly now: Date
}

const dayMs = 86_400_000
/** How far ahead sales that leave the window are foreseen, where the vendor judges all the time. */
const horizonDays = 31

/**
 * How near a rate is to its limit. `over`: crossed. `risk`: one more fault, or mere passing of time, would cross it before
 * the vendor judges next. `watch`: two more would. Foreseen as if nothing more were sold: good sales only help.
 */
export function projectRate(rule: RateRule, asked: Projection): RateMeasure {
  const given = { ...asked, sales: salesFor(rule, asked) }
  const { sales, openRisks, now } = given
  const limit = limitOf(rule, given)
  const told = toldOf(rule, given)
  const current = tally(rule, { sales, told, at: now, windowDays: windowNow(rule, sales, now) })
  const futures = futureTallies(rule, { ...given, told })
  const crosses = (more: number) => futures.some((one) => isOver(one, limit, more + openRisks))
  const status: Status = isOver(current, limit, 0)
    ? 'over'
    : crosses(1) || crosses(0)
      ? 'risk'
      : crosses(2)
        ? 'watch'
        : 'ok'
  return {
    kind: 'rate',
    name: rule.name,
    status,
    valueBasisPoints: basisPoints(current.faults, current.sales),
    ifOneMoreBasisPoints: basisPoints(current.faults + 1, current.sales),
    limitBasisPoints: limit.limitBasisPoints,
    faults: current.faults,
    sales: current.sales,
    faultsLeft: faultsLeft(current, limit),
    openRisks,
    windowDays: current.windowDays,
    daysLeft: given.judgedOnDay === undefined ? null : daysUntil(now, given.judgedOnDay),
  }
}

/** What is late depends on the handling time each buyer was told, which only the vendor knows; what we cancelled we know first. */
const salesFor = (rule: RateRule, { sales, told }: Projection): readonly Sale[] =>
  rule.fault === 'late' && told?.measures.some(({ name }) => name === rule.name)
    ? sales.map((sale) => ({ ...sale, faults: [] }))
    : sales

type Limit = { readonly limitBasisPoints: number; readonly buyersMin: number }

/** Whoever has the top level loses it first. */
function limitOf(rule: RateRule, { told }: Projection): Limit {
  if (told && rule.top?.level.test(told.level)) return rule.top
  const stated = told?.measures.find(({ name }) => name === rule.name)?.limitBasisPoints
  return { limitBasisPoints: stated ?? rule.limitBasisPoints, buyersMin: rule.buyersMin }
}

type Elsewhere = { readonly faults: number; readonly sales: number }

/** Faults and sales that the vendor counts and our history does not know. */
function toldOf(rule: RateRule, { told, sales, now }: Projection): Elsewhere {
  const said = told?.measures.find(({ name }) => name === rule.name)
  if (!said) return { faults: 0, sales: 0 }
  const own = tally(rule, { sales, told: { faults: 0, sales: 0 }, at: now, windowDays: windowNow(rule, sales, now) })
  const saidSales = said.valueBasisPoints > 0 ? Math.round((said.count * 10_000) / said.valueBasisPoints) : 0
  return { faults: Math.max(0, said.count - own.faults), sales: Math.max(0, saidSales - own.sales) }
}

type Tally = { readonly faults: number; readonly buyers: number; readonly sales: number; readonly windowDays: number }
type TallyOf = {
  readonly sales: readonly Sale[]
  readonly told: Elsewhere
  readonly at: Date
  readonly windowDays: number
}

function tally(rule: RateRule, { sales, told, at, windowDays }: TallyOf): Tally {
  const within = since(sales, at, windowDays)
  const faulty = within.filter(({ faults }) => faults.includes(rule.fault))
  return {
    faults: faulty.length + told.faults,
    buyers: new Set(faulty.map(({ buyer }) => buyer)).size + told.faults,
    sales: within.length + told.sales,
    windowDays,
  }
}

const since = (sales: readonly Sale[], at: Date, days: number): Sale[] =>
  sales.filter(({ placedAt }) => placedAt.getTime() > at.getTime() - days * dayMs)

function windowNow({ shortWindow, windowDays }: RateRule, sales: readonly Sale[], at: Date): number {
  if (!shortWindow) return windowDays
  return since(sales, at, shortWindow.days).length >= shortWindow.salesMin ? shortWindow.days : windowDays
}

/**
 * Today and each day until the vendor judges, in every window that may count by then: near the number of sales at which
 * the window changes, both do.
 */
function futureTallies(
  rule: RateRule,
  { sales, told, now, judgedOnDay }: Omit<Projection, 'told'> & { told: Elsewhere },
): Tally[] {
  const days = judgedOnDay === undefined ? horizonDays : daysUntil(now, judgedOnDay)
  const recent = rule.shortWindow ? since(sales, now, rule.shortWindow.days).length : 0
  const windows = rule.shortWindow
    ? [
        ...(recent >= rule.shortWindow.salesMin / 2 ? [rule.shortWindow.days] : []),
        ...(recent < rule.shortWindow.salesMin * 2 ? [rule.windowDays] : []),
      ]
    : [rule.windowDays]
  return Array.from({ length: days + 1 }, (_, ahead) => new Date(now.getTime() + ahead * dayMs)).flatMap((at) =>
    windows.map((windowDays) => tally(rule, { sales, told, at, windowDays })),
  )
}

/** A fault is one of the sales there are, so it adds nothing to their number. */
const isOver = ({ faults, buyers, sales }: Tally, { limitBasisPoints, buyersMin }: Limit, more: number): boolean =>
  buyers + more >= buyersMin && (faults + more) * 10_000 > limitBasisPoints * sales

const basisPoints = (faults: number, sales: number): number =>
  sales === 0 ? 0 : Math.min(10_000, Math.round((faults * 10_000) / sales))

const faultsMax = 1000

function faultsLeft(current: Tally, limit: Limit): number {
  let more = 0
  while (more < faultsMax && !isOver(current, limit, more + 1)) more += 1
  return isOver(current, limit, 0) ? 0 : more
}

/** Whole days, at least one: on the day itself the next month counts. */
export function daysUntil(now: Date, dayOfMonth: number): number {
  const monthsAhead = now.getUTCDate() < dayOfMonth ? 0 : 1
  const next = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + monthsAhead, dayOfMonth)
  return Math.max(1, Math.ceil((next - now.getTime()) / dayMs))
}
