/**
 * The three kinds of failure. A Refusal is the business saying no, an Outage is someone else's machine,
 * anything else is our bug. They are translated in three places only: the HTTP edge, the job runner, the stall sync.
 */

/** Each module adds its codes by declaration merging, so `refuse` knows the data every code carries. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging in each module's refusals.ts
export interface RefusalData {}

export type RefusalCode = keyof RefusalData & string
export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429

export class Refusal extends Error {
  readonly code: string
  readonly data: Readonly<Record<string, unknown>>

  constructor(code: string, data: Readonly<Record<string, unknown>>) {
    super(`refused: ${code} ${JSON.stringify(data)}`)
    this.name = 'Refusal'
    this.code = code
    this.data = data
  }
}

/** Aborts the running use case and its transaction with a business "no". */
export function refuse<C extends RefusalCode>(code: C, data: RefusalData[C] & Record<string, unknown>): never {
  throw new Refusal(code, data)
}

export class Outage extends Error {
  readonly system: string
  readonly retryAfterMs: number | undefined

  constructor(system: string, message: string, options: { retryAfterMs?: number | undefined; cause?: unknown } = {}) {
    super(`${system}: ${message}`, { cause: options.cause })
    this.name = 'Outage'
    this.system = system
    this.retryAfterMs = options.retryAfterMs
  }
}

/** States what must be true; a false condition is our bug and becomes a 500 with a request id only. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`invariant broken: ${message}`)
}
