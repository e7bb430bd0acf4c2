export type MarketDay = { readonly date: Date; readonly place: string }

/** The next outing of the stall, today included, from the setting's lines `2026-11-28 place, hours`. */
export function nextMarketDay(marketDays: string, now: Date): MarketDay | undefined {
  const today = now.toISOString().slice(0, 10)
  const days = marketDays.split('\n').flatMap((line) => {
    const [, date = '', place = ''] = /^(\d{4}-\d\d-\d\d) (.+)$/.exec(line.trim()) ?? []
    return date >= today ? [{ date, place }] : []
  })
  const [first] = days.toSorted((a, b) => (a.date < b.date ? -1 : 1))
  // Noon: the same day in every time zone a server may run in.
  return first && { date: new Date(`${first.date}T12:00:00Z`), place: first.place }
}
