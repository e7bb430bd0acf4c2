/** What a benchmark measured. `limit` is what the physical limit or a peer reached in the same run. */
export type Figure = {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly limit: number
  readonly aim: number
  /** Smaller is better: the ratio is then limit to value. */
  readonly isLatency?: boolean
}

/**
 * What every bench file exports as `run`. `scale` makes a quick run smaller; without it the published size is measured.
 * `only` names one of its parts, where it has parts.
 */
export type BenchRun = (report: (line: Line) => void, scale: number | undefined, only?: string) => Promise<void>

export type Line = {
  readonly bench: string
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly limit: number
  readonly ratio: number
  readonly aim: number
  readonly ok: boolean
}

/** Nothing found where nothing may be found is a ratio of 1. */
export function lineOf(bench: string, { name, value, unit, limit, aim, isLatency = false }: Figure): Line {
  const [over, under] = isLatency ? [limit, value] : [value, limit]
  const ratio = over === under ? 1 : under === 0 ? 0 : over / under
  return { bench, name, value: round(value), unit, limit: round(limit), ratio: round(ratio), aim, ok: ratio >= aim }
}

const round = (value: number): number => Math.round(value * 1000) / 1000

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
