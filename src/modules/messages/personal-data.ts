import type { PersonalData } from '#modules/customers'
import { threadsOfPerson } from './queries.ts'
import { deleteThreads } from './store.ts'

/** Erased: the whole conversation. */
export const personalData: PersonalData = {
  name: 'messages',
  read: (cx, { emails }) => threadsOfPerson(cx, emails),
  async erase(tx, { emails }) {
    await deleteThreads(tx, emails)
    return []
  },
}
