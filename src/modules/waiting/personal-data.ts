import type { PersonalData } from '#modules/customers'
import { leaveLine } from './leave-line.ts'
import { placesOf } from './queries.ts'
import { forgetWaiting } from './store.ts'

/** An erasure leaves every line first, so that a copy kept for that person goes to the next. */
export const personalData: PersonalData = {
  name: 'waiting',
  read: async (cx, { emails }) =>
    (await placesOf(cx, emails)).map(({ sku, title, artist, state, joinedAt }) => ({
      sku,
      title,
      artist,
      state,
      joinedAt: joinedAt.toISOString(),
    })),
  async erase(tx, { emails }) {
    for (const { token, state } of await placesOf(tx, emails)) {
      if (state === 'waiting' || state === 'offered') await leaveLine(tx, { token })
    }
    await forgetWaiting(tx, emails)
    return []
  },
}
