import { z } from 'zod'
import type { SellerStanding } from '#modules/channels'
import { bodyOf, type EbayClient } from './client.ts'

const rate = z.object({ value: z.string(), numerator: z.number().default(0) })
const bound = z.union([z.object({ value: z.string() }).transform(({ value }) => value), z.string()])
const metric = z.object({ metricKey: z.string(), value: z.unknown(), thresholdUpperBound: bound.optional() })
const profile = z.object({
  program: z.string(),
  defaultProgram: z.boolean().default(false),
  standardsLevel: z.string(),
  cycle: z.object({ cycleType: z.string() }),
  metrics: z.array(metric).default([]),
})
const profiles = z.object({ standardsProfiles: z.array(profile).default([]) })
type Profile = z.output<typeof profile>

/**
 * The rates eBay judges by, under our names, with the limit of "above standard" outside the US, UK and Germany for answers
 * that name none (ebay.fr, seller standards, read 2026-11).
 */
const rates = [
  { key: 'DEFECTIVE_TRANSACTION_RATE', name: 'defect-rate', limit: 200 },
  { key: 'CLAIMS_SAF_RATE', name: 'unresolved-cases-rate', limit: 30 },
  { key: 'SHIPPING_MISS_RATE', name: 'late-shipment-rate', limit: 300 },
] as const

/**
 * Level of the last evaluation, rates of the next one as projected today: that is what can still be changed. A rate
 * without figures (too few sales) is left out; no profile at all is an empty standing.
 */
export async function sellerStanding(client: EbayClient): Promise<SellerStanding> {
  const answer = await client.call({ method: 'GET', path: '/sell/analytics/v1/seller_standards_profile' })
  const { standardsProfiles } = bodyOf(profiles, answer)
  const ours = standardsProfiles.filter(({ defaultProgram }) => defaultProgram)
  const known = ours.length > 0 ? ours : standardsProfiles.filter(({ program }) => program === 'PROGRAM_GLOBAL')
  const current = known.find(({ cycle }) => cycle.cycleType === 'CURRENT')
  const projected = known.find(({ cycle }) => cycle.cycleType === 'PROJECTED') ?? current
  return { level: (current ?? projected)?.standardsLevel ?? '', measures: projected ? measuresOf(projected) : [] }
}

const measuresOf = ({ metrics }: Profile): SellerStanding['measures'] =>
  rates.flatMap(({ key, name, limit }) => {
    const found = metrics.find(({ metricKey }) => metricKey === key)
    const told = rate.safeParse(found?.value)
    if (!found || !told.success) return []
    const limitBasisPoints = found.thresholdUpperBound === undefined ? limit : basisPoints(found.thresholdUpperBound)
    return [{ name, valueBasisPoints: basisPoints(told.data.value), limitBasisPoints, count: told.data.numerator }]
  })

/** `0.14` means 0.14 %. */
const basisPoints = (percent: string): number => Math.round(Number(percent) * 100)
