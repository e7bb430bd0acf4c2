import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { type Contract, type Exchange, openContract } from './openapi.ts'

/** Slices of Stripe's OpenAPI file and its sample objects lie beside the repository; they are test data and not ours to ship. */
const folder = new URL('../../../shared/contracts/stripe/', import.meta.url)
const files: readonly (readonly [RegExp, string])[] = [
  [/^\/v1\/payment_intents/, 'apievangelist-stripe-payment-intents-api-openapi.yml'],
  [/^\/v1\/refunds/, 'apievangelist-refunds-openapi-original.yml'],
]
const samplesFile = new URL('fixtures3.json', folder)
export const hasStripeContract = existsSync(samplesFile) && files.every(([, name]) => existsSync(new URL(name, folder)))

const opened = new Map<string, Contract>()

/** Every way in which one exchange breaks Stripe's contract; empty when it keeps it. */
export function stripeFaults(exchange: Exchange): string[] {
  const name = files.find(([pattern]) => pattern.test(exchange.path))?.[1]
  if (!name) return [`no contract for ${exchange.path}`]
  const contract = opened.get(name) ?? openContract(parse(readFileSync(new URL(name, folder), 'utf8')))
  opened.set(name, contract)
  return [...contract.faultsOf(exchange), ...sampleFaults(exchange.answer, 'answer')]
}

const Samples = z.object({ resources: z.record(z.string(), z.record(z.string(), z.unknown())) })
let samples: z.output<typeof Samples>['resources'] | undefined
const Thing = z.looseObject({ object: z.string() })

/**
 * The slices are of 2023; the samples are of today and complete, one for each kind of thing. What the stand-in tells of a
 * thing must be told there, too, as the same type; nested things are looked at the same way.
 */
export function sampleFaults(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((entry, index) => sampleFaults(entry, `${path}.${index}`))
  if (value === null || typeof value !== 'object') return []
  const nested = Object.entries(value).flatMap(([name, inner]) => sampleFaults(inner, `${path}.${name}`))
  const thing = Thing.safeParse(value)
  const sample = thing.success ? sampleOf(thing.data.object) : undefined
  if (!sample || !thing.success) return nested
  return [...Object.entries(thing.data).flatMap(([name, inner]) => fieldFaults(sample, name, inner, path)), ...nested]
}

function sampleOf(kind: string): Record<string, unknown> | undefined {
  samples ??= Samples.parse(JSON.parse(readFileSync(samplesFile, 'utf8'))).resources
  return samples[kind]
}

/** Told only where something failed, so not in the samples (docs.stripe.com/api/refunds/object#refund_object-failure_reason). */
const rare = ['failure_reason']

function fieldFaults(sample: Record<string, unknown>, name: string, value: unknown, path: string): string[] {
  if (!(name in sample)) return rare.includes(name) ? [] : [`${path}.${name}: is not in today's sample`]
  const told = sample[name]
  const isAlike = value === null || told === null || typeof value === typeof told || isExpanded(value, told)
  return isAlike ? [] : [`${path}.${name}: is a ${typeof value}, there a ${typeof told}`]
}

/** A reference may be told in full. */
const isExpanded = (value: unknown, told: unknown): boolean =>
  typeof told === 'string' && Thing.safeParse(value).success
