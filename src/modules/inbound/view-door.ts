import type { AccountId } from '#kernel/ids'
import { getAccount } from '#modules/channels'
import type { Cx } from '#platform/cx'
import { addressOf, isReachable } from './address.ts'
import { type Door, findDoor } from './store-doors.ts'
import { countWaiting } from './store-events.ts'

export type DoorView = Pick<Door, 'subscribedAt' | 'lastError' | 'accepted' | 'refused' | 'lastPushAt'> & {
  readonly address: string
  readonly offers: 'push and poll' | 'poll'
  readonly isReachable: boolean
  readonly lastRefusedAt: Date | null
  readonly lastRefusal: { why: string; message: string } | null
  readonly waiting: number
}

const unopened: Pick<Door, 'subscribedAt' | 'lastError' | 'accepted' | 'refused' | 'lastPushAt'> = {
  subscribedAt: null,
  lastError: null,
  accepted: 0,
  refused: 0,
  lastPushAt: null,
}

/** Whether and how this vendor pushes, for the account's page. Refuses `channels.account-not-found`. */
export async function viewDoor(cx: Cx, accountId: AccountId): Promise<DoorView> {
  const { channel, settings } = await getAccount(cx, accountId)
  const door = await findDoor(cx, accountId)
  const { subscribedAt, lastError, accepted, refused, lastPushAt } = door ?? unopened
  return {
    ...{ subscribedAt, lastError, accepted, refused, lastPushAt },
    address: addressOf(cx, { channel, accountId }),
    offers: cx.outside.connectors[channel]?.support.orders ?? 'poll',
    isReachable: isReachable(cx.outside.publicUrl, settings.baseUrl),
    lastRefusedAt: door?.lastRefusedAt ?? null,
    lastRefusal: door?.lastRefusal ?? null,
    waiting: await countWaiting(cx, accountId),
  }
}
