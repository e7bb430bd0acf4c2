/** French spreadsheets expect semicolons between cells, English ones commas. */
const delimiterOf = (lang: string): string => (lang === 'fr' ? ';' : ',')

export function exportAddress(
  list: string,
  filters: Readonly<Record<string, string | undefined>>,
  lang: string,
): string {
  const query = new URLSearchParams({ delimiter: delimiterOf(lang) })
  for (const [name, value] of Object.entries(filters)) if (value !== undefined) query.set(name, value)
  return `/api/v1/${list}.csv?${query}`
}
