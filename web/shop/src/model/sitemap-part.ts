/** 3 for 'products-3'; undefined for anything else. */
export function pageOf(part: string): number | undefined {
  const number = /^products-([1-9]\d{0,5})$/.exec(part)?.[1]
  return number === undefined ? undefined : Number(number)
}
