import type { PersonalData } from '#modules/customers'
import { groupsOf } from './queries-groups.ts'
import { leaveGroups } from './store-groups.ts'

export const personalData: PersonalData = {
  name: 'groups',
  read: (cx, { emails }) => groupsOf(cx, emails),
  async erase(tx, { emails }) {
    await leaveGroups(tx, emails)
    return []
  },
}
