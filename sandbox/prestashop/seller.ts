/** The one shop of this stand-in. A key is always 32 characters long. */
export const seller = {
  key: 'SANDBOXPRESTASHOPKEY000000000001',
  name: 'Le Bac à disques',
  timeZone: 'Europe/Paris',
} as const

const shopClock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: seller.timeZone,
  dateStyle: 'short',
  timeStyle: 'medium',
})

/** `2026-03-02 10:00:00`: the shop's own clock, without a zone. */
export const shopTime = (at: Date): string => shopClock.format(at)
