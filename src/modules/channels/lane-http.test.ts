import { expect, test } from 'vitest'
import { openScriptedMarket } from '#support/scripted-market'
import { useWorld } from '#support/world'
import type { ConnectorLimits } from './connector.ts'
import { createLaneHttp, type Importance } from './lane-http.ts'

const world = useWorld()
const scarce = { requestsPerMinute: 60, requestsBurst: 10, requestsReserved: 8 } as const
const request = { method: 'GET', url: 'http://sandbox.test/anything' } as const

/** How many requests in a row get a token out of a full bucket when nobody waits. */
async function grantedTo(importance: Importance, limits: Partial<ConnectorLimits>): Promise<number> {
  const { maker } = openScriptedMarket('scarce', { ...scarce, ...limits })
  const http = createLaneHttp(world.cx, { maker, importance, pause: undefined })
  for (let granted = 0; granted < 20; granted += 1) {
    try {
      await http.send(request)
    } catch {
      return granted
    }
  }
  return 20
}

test('of a full bucket of ten with a reserve of eight, edits leave the reserve to withdrawals', async () => {
  expect(await grantedTo('ordinary', {})).toBe(2)
})

test('where one edit is under way at a time, it is finished out of the reserve, but for what a withdrawal needs', async () => {
  expect(await grantedTo('ordinary', { publishMax: 1 })).toBe(8)
})

test('a withdrawal may empty the bucket', async () => {
  expect(await grantedTo('urgent', {})).toBe(10)
})
