import type { PersonalData } from '#modules/customers'
import { loginRowsOf } from './queries.ts'
import { forgetTotp } from './second-factor.ts'
import { deleteLogins } from './store.ts'

export const personalData: PersonalData = {
  name: 'login',
  read: (cx, { customerIds }) => loginRowsOf(cx, customerIds),
  async erase(tx, person) {
    for (const customerId of person.customerIds) await forgetTotp(tx, customerId)
    await deleteLogins(tx, person)
    return []
  },
}
