import { cancelMarketDay, planMarketDays } from '#modules/calendar'
import { addDays, parisDay, weekdayOf } from '#platform/clock'
import type { Tx } from '#platform/cx'

const hours = { opensAt: '08:00', closesAt: '13:00' }

/** Where the demo's stall stands: every Saturday on the hill, a Sunday now and then by the canal, one outing cancelled. */
export async function planDemoMarkets(tx: Tx): Promise<void> {
  const today = parisDay(tx.now())
  const saturday = addDays(today, (6 - weekdayOf(today) + 7) % 7 || 7)
  const saturdays = await planMarketDays(tx, {
    day: saturday,
    weeklyUntil: addDays(saturday, 77),
    ...hours,
    place: 'Marché de la Croix-Rousse',
    address: 'Boulevard de la Croix-Rousse, 69004 Lyon',
    note: 'Côté mairie, devant le kiosque.',
  })
  for (const weeks of [1, 4, 7]) {
    await planMarketDays(tx, {
      day: addDays(saturday, weeks * 7 + 1),
      opensAt: '07:00',
      closesAt: '13:00',
      place: 'Puces du Canal',
      address: '3 rue Eugène-Pottier, 69100 Villeurbanne',
      note: '',
    })
  }
  const [, , third] = saturdays
  if (third)
    await cancelMarketDay(tx, third, { reason: 'Le boulevard est fermé pour travaux.', isWithFollowing: false })
}
