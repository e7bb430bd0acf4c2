import type { PersonalData } from '#modules/customers'
import { erasePhotos } from './photos.ts'
import { returnRowsOf } from './queries.ts'
import { pseudonymiseReturns } from './store.ts'

export const personalData: PersonalData = {
  name: 'returns',
  read: (cx, { customerIds }) => returnRowsOf(cx, customerIds),
  async erase(tx, { customerIds }) {
    await erasePhotos(tx, customerIds)
    const count = await pseudonymiseReturns(tx, customerIds)
    return count === 0 ? [] : [{ what: 'returns', count, rule: 'contracts', until: null }]
  },
}
