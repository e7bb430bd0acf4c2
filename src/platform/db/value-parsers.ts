import pg from 'pg'

const { builtins, getTypeParser } = pg.types

/** Sums and counts come as int8; money and counts stay far below 2^53, and anything above is a bug worth stopping for. */
function parseInt8(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 ${text} does not fit a JavaScript number`)
  return value
}

const ours = new Map<number, (text: string) => unknown>([
  [builtins.INT8, parseInt8],
  // A calendar day has no time zone; the driver's default would make it local midnight.
  [builtins.DATE, (text) => text],
])

/** The parsers of one connection; the driver's global registry stays untouched. */
export const valueParsers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    format === 'binary' ? getTypeParser(oid, 'binary') : (ours.get(oid) ?? getTypeParser(oid))) as typeof getTypeParser,
}
