import type { PersonalData } from '#modules/customers'
import { reviewsOfPerson } from './queries-person.ts'
import { forgetReviewers } from './store-person.ts'

/** Erased: the name and the words go, marks and verdicts stay as figures about nobody. */
export const personalData: PersonalData = {
  name: 'reviews',
  read: reviewsOfPerson,
  async erase(tx, person) {
    await forgetReviewers(tx, person)
    return []
  },
}
