type RefusalStatus = 400 | 401 | 404 | 405 | 500

/** The webservice says no: an HTTP status and `<errors><error><code/><message/></error></errors>`. */
export class PrestaRefusal extends Error {
  readonly status: RefusalStatus
  readonly code: number

  constructor(status: RefusalStatus, code: number, message: string) {
    super(message)
    this.name = 'PrestaRefusal'
    this.status = status
    this.code = code
  }
}

export function refusePresta(status: RefusalStatus, code: number, message: string): never {
  throw new PrestaRefusal(status, code, message)
}

const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      const change = (row[j] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, change))
    }
    row = next
  }
  return row.at(-1) ?? 0
}

/** The vendor helps with spelling. */
export function refuseUnknown(
  code: number,
  label: string,
  { value, known }: { value: string; known: readonly string[] },
): never {
  const [closest = ''] = known.toSorted((a, b) => distance(a, value) - distance(b, value))
  const list = known.length > 1 ? ` The full list is: "${known.join('", "')}"` : ''
  return refusePresta(400, code, `${label}. Did you mean: "${closest}"?${list}`)
}
