import type { PersonalData } from '#modules/customers'
import { questionsOfPerson } from './queries.ts'
import { forgetAskers } from './store.ts'

/** Erased: name and address go, question and answer stay, for others to read. */
export const personalData: PersonalData = {
  name: 'questions',
  read: (cx, { emails }) => questionsOfPerson(cx, emails),
  async erase(tx, { emails }) {
    await forgetAskers(tx, emails)
    return []
  },
}
