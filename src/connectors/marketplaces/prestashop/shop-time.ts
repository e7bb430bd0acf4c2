/** `2026-03-02 10:00:00`: the shop's own clock, without a zone. */
export const shopTime = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at)

/** The moment a text of the shop's clock means; of the two it may mean in the night the clocks go back, the first. */
export function momentOf(text: string, timeZone: string): Date {
  const asUtc = Date.parse(`${text.slice(0, 19).replace(' ', 'T')}Z`)
  const offsetAt = (ms: number): number => Date.parse(`${shopTime(new Date(ms), timeZone).replace(' ', 'T')}Z`) - ms
  const candidates = [asUtc - 86_400_000, asUtc + 86_400_000].map((near) => asUtc - offsetAt(near))
  const fitting = candidates.filter((ms) => ms + offsetAt(ms) === asUtc)
  return new Date(Math.min(...(fitting.length > 0 ? fitting : candidates)))
}

const foldMs = 3_600_000
const foldSteps = 4

/** The earliest the shop's clock shows from this moment on: in that one night the next hour shows times gone by. */
export const earliestShopTime = (at: Date, timeZone: string): string =>
  Array.from({ length: foldSteps + 1 }, (_, step) =>
    shopTime(new Date(at.getTime() + (step * foldMs) / foldSteps), timeZone),
  )
    .toSorted()
    .at(0) ?? shopTime(at, timeZone)
