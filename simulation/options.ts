import { parseArgs } from 'node:util'
import { type Breakage, breakages } from './broken/break-build.ts'
import { type SizeName, sizes } from './world.ts'

export type Options = {
  readonly seeds: readonly number[]
  readonly days: number
  readonly size: SizeName
  readonly jobs: number
  readonly broken: Breakage | undefined
  readonly serverUrl: string | undefined
  readonly isVerbose: boolean
  /** One line of JSON per seed, for the process that started this one. */
  readonly isJson: boolean
}

export const usage = `Usage: npm run simulate -- [options]
  --seed N            one world, told in full (1)
  --seeds FROM-TO     many small worlds, a line each
  --days D            how long each world lives (30 for one seed, 2 for many)
  --size small|large|payments  how big each world is (large for one seed, small for many); payments: forty minutes at the till
  --jobs N            processes that share the seeds (1)
  --verbose           every step
  --broken ${breakages.join('|')}  a build with one promise taken out: must be caught
  --server URL        a PostgreSQL with the test template (its own one)
`

/** A wrong option, in words that name it. */
export class OptionFault extends Error {}

export function readOptions(args: readonly string[]): Options {
  const { values } = parse(args)
  const isMany = values.seeds !== undefined || values.list !== undefined
  return {
    seeds: seedsOf(values),
    days: whole('days', values.days ?? (isMany ? '2' : '30'), 366),
    size: oneOf('size', values.size ?? (isMany ? 'small' : 'large'), Object.keys(sizes).filter(isSize)),
    jobs: whole('jobs', values.jobs ?? '1', 16),
    broken: values.broken === undefined ? undefined : oneOf('broken', values.broken, breakages),
    serverUrl: values.server,
    isVerbose: values.verbose ?? false,
    isJson: values.json ?? false,
  }
}

const isSize = (name: string): name is SizeName => Object.hasOwn(sizes, name)

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  try {
    return parseArgs({
      args: [...args],
      options: {
        seed: text,
        seeds: text,
        list: text,
        days: text,
        size: text,
        jobs: text,
        broken: text,
        server: text,
        verbose: flag,
        json: flag,
      },
    })
  } catch (error) {
    throw new OptionFault(error instanceof Error ? error.message : String(error))
  }
}

const seedMax = 4_294_967_295
const seedsMax = 100_000

/** `list` is for the processes that share the work. */
function seedsOf({ seed, seeds, list }: { seed?: string; seeds?: string; list?: string }): readonly number[] {
  if (list !== undefined) return list.split(',').map((one) => whole('list', one, seedMax))
  return seeds === undefined ? [whole('seed', seed ?? '1', seedMax)] : rangeOf(seeds)
}

function rangeOf(text: string): number[] {
  const [first, last] = /^(\d{1,9})-(\d{1,9})$/.exec(text)?.slice(1).map(Number) ?? []
  if (first === undefined || last === undefined || last < first || last - first >= seedsMax) {
    throw new OptionFault(`--seeds must be FROM-TO, for example 1-200; got ${text}`)
  }
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

function whole(name: string, text: string, max: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > max) {
    throw new OptionFault(`--${name} must be a whole number from 1 to ${max}; got ${text}`)
  }
  return value
}

function oneOf<T extends string>(name: string, text: string, known: readonly T[]): T {
  const found = known.find((one) => one === text)
  if (found === undefined) throw new OptionFault(`--${name} must be ${known.join(' or ')}; got ${text}`)
  return found
}
