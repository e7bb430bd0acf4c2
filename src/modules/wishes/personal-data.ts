import type { PersonalData } from '#modules/customers'
import { wishesOfPerson } from './queries-office.ts'
import { deleteListsOf } from './store.ts'

/** Nothing has us keep wishes: the list goes with everything on it. */
export const personalData: PersonalData = {
  name: 'wishes',
  read: (cx, person) => wishesOfPerson(cx, person),
  async erase(tx, person) {
    await deleteListsOf(tx, person)
    return []
  },
}
