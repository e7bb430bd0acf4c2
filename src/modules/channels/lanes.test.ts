import { beforeEach, describe, expect, test } from 'vitest'
import { discogs } from '#connectors/marketplaces/discogs'
import type { AccountId, VariantId } from '#kernel/ids'
import { setListPrices } from '#modules/pricing'
import { type Cx, inTransaction } from '#platform/cx'
import { createHttpClient } from '#platform/http-client'
import { silentLog } from '#platform/log'
import { dispatchOutbox } from '#platform/outbox'
import { unlockSecrets } from '#platform/secrets'
import { createSandbox, type Sandbox } from '#sandbox/server'
import { aCopy } from '#support/makers'
import { useWorld } from '#support/world'
import { connectAccount } from './accounts.ts'
import { subscriptions } from './events.ts'
import { runLane } from './run-lane.ts'

const world = useWorld()
let sandbox: Sandbox

beforeEach(() => {
  unlockSecrets('a secret of at least thirty-two characters')
  sandbox = createSandbox({ store: ':memory:', now: world.clock.now })
  const http = createHttpClient({ system: 'discogs', log: silentLog, fetch: sandbox.fetch })
  world.outside.connectors = { discogs: discogs(http) }
})

const connectDiscogs = (cx: Cx): Promise<AccountId> =>
  connectAccount(cx, {
    channel: 'discogs',
    label: 'Discogs',
    settings: { baseUrl: 'http://sandbox.test/discogs' },
    credentials: { token: 'sandbox-discogs-token' },
  })

describe('a lane', () => {
  test('puts a copy on sale and changes its price', async () => {
    const { cx } = world
    const { variantId } = await aCopy(cx, { product: { discogsReleaseId: 249504 } })
    const accountId = await connectDiscogs(cx)
    expect(await runLane(cx, accountId)).toEqual({ kind: 'done' })
    expect(sandbox.machine.store.all('select * from discogs_listings')).toHaveLength(1)
  })
})
