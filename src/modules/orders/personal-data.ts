import { refuse } from '#kernel/refusal'
import type { Kept, PersonalData } from '#modules/customers'
import { openOrdersOf, orderRowsOf } from './queries-people.ts'
import { lockIdentities } from './store-people.ts'

/**
 * Orders outlive their buyer: amounts and pieces are accounting records. The name and the address move to a locked archive until the
 * law lets them go. Refuses `order.still-open` while one of them is not sent: it could not be sent any more.
 */
export const personalData: PersonalData = {
  name: 'orders',
  read: (cx, person) => orderRowsOf(cx, person),
  async erase(tx, person) {
    const numbers = await openOrdersOf(tx, person)
    if (numbers.length > 0) refuse('order.still-open', { numbers })
    const locked = await lockIdentities(tx, person)
    return locked.map((row): Kept => ({ what: 'orders', ...row }))
  },
}
