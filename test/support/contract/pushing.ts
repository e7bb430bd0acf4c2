import { expect, test } from 'vitest'
import { type AccountId, newId } from '#kernel/ids'
import { pollOrders } from '#modules/inbound'
import { deliverDue } from '#sandbox/deliveries'
import { changeSetting } from '#sandbox/machine'
import type { Trial } from './trial.ts'

type Pushing = ReturnType<typeof createPushing>

/** What a vendor pushes: believed when signed and fresh, taken in once, and never needed. */
export function pushing(trial: Trial): void {
  const pushed = createPushing(trial)
  believing(trial, pushed)
  refusing(trial, pushed)
}

function createPushing(trial: Trial) {
  const { world, market } = trial
  return {
    door: () => world.cx.db.selectFrom('inboundDoors').selectAll().executeTakeFirst(),
    events: () => world.cx.db.selectFrom('inboundEvents').selectAll().execute(),
    async aSubscribedCopy() {
      const listed = await trial.aListedCopy()
      expect(await market.work('subscription', listed.accountId)).toBe('subscribed')
      // Subscribing may bring pushes of its own, e.g. a test of the address.
      await market.post()
      return listed
    },
    /** Works off what was pushed; a push may only say "ask me". */
    async handle(accountId: AccountId): Promise<void> {
      await market.work('pushes', accountId)
      const account = await world.cx.db.selectFrom('channelAccounts').selectAll().executeTakeFirstOrThrow()
      if (account.ordersPolledAt === null) await pollOrders(world.cx, accountId)
    },
  }
}

function believing(trial: Trial, { aSubscribedCopy, events, handle }: Pushing): void {
  const { world, market, channel, aMinuteLater } = trial

  test('hears of a sale by push, once, though it is pushed twice and polled later', async () => {
    const { accountId } = await aSubscribedCopy()
    changeSetting(market.sandbox.machine, `${channel.vendor.name}.pushDuplicates`, 1)
    market.buy(market.shelf()[0])
    const posted = await market.post()
    expect(posted.length).toBeGreaterThanOrEqual(2)
    expect(posted.every(({ status }) => status === 200)).toBe(true)
    await handle(accountId)
    expect(await trial.orders()).toHaveLength(1)

    const [again] = posted
    if (again) expect((await market.knock(again.request)).status).toBe(200)
    await handle(accountId)
    aMinuteLater()
    await pollOrders(world.cx, accountId)
    expect(await trial.orders()).toHaveLength(1)
    expect((await events()).every(({ outcome }) => outcome === 'handled')).toBe(true)
    expect((await events()).some(({ repeats }) => repeats > 0)).toBe(true)
    expect(await trial.incidents()).toEqual([])
  })

  test('finds by poll what a lost push did not tell, and changes nothing when it comes late', async () => {
    const { accountId } = await aSubscribedCopy()
    const order = market.buy(market.shelf()[0])
    const lost = await captured(trial)
    aMinuteLater()
    await pollOrders(world.cx, accountId)
    expect(await trial.orders()).toHaveLength(1)
    await channel.cancel(market.sandbox, order)
    aMinuteLater()
    await pollOrders(world.cx, accountId)
    expect(await trial.orders()).toMatchObject([{ state: 'cancelled' }])
    for (const request of lost) await market.knock(request)
    await handle(accountId)
    aMinuteLater()
    await pollOrders(world.cx, accountId)
    expect(await trial.orders()).toMatchObject([{ state: 'cancelled' }])
    expect(await trial.incidents()).toMatchObject([{ kind: 'cancelled-remotely' }])
  })
}

function refusing(trial: Trial, { aSubscribedCopy, door, events }: Pushing): void {
  const { world, market, channel } = trial

  test('refuses what was not signed for this body, and answers as for an account that does not exist', async () => {
    await aSubscribedCopy()
    market.buy(market.shelf()[0])
    const before = await events()
    const genuine = await aGenuinePush(trial)
    const { url, headers } = genuine
    const body = await genuine.clone().text()
    const nobody = url.replace(/[^/]+$/, newId<AccountId>(world.cx.now()))
    const answers = []
    for (const request of [
      new Request(url, { method: 'POST', headers, body: `${body} ` }),
      new Request(url, { method: 'POST', body }),
      new Request(nobody, { method: 'POST', headers, body }),
    ]) {
      const answer = await market.knock(request)
      answers.push(`${answer.status} ${await answer.text()}`)
    }
    expect(new Set(answers)).toEqual(new Set(['401 not accepted']))
    expect(await events()).toEqual(before)
    expect(await door()).toMatchObject({ refused: 2, lastRefusal: { why: expect.any(String) } })
    expect((await market.knock(genuine)).status).toBe(200)
  })

  const { staleAfterMs } = channel
  if (staleAfterMs === undefined) return
  test('refuses a signed push that is too old', async () => {
    await aSubscribedCopy()
    market.buy(market.shelf()[0])
    const genuine = await aGenuinePush(trial)
    world.clock.advanceMs(staleAfterMs)
    expect((await market.knock(genuine)).status).toBe(401)
    expect(await door()).toMatchObject({ lastRefusal: { why: 'stale' } })
  })
}

async function aGenuinePush(trial: Trial): Promise<Request> {
  const [genuine] = await captured(trial)
  if (!genuine) throw new Error('a sale is pushed')
  return genuine
}

/** What the vendor sends now, signed, kept back from our door. */
async function captured({ market, channel }: Trial): Promise<Request[]> {
  const requests: Request[] = []
  await deliverDue(market.sandbox.machine, [channel.vendor], async (request) => {
    requests.push(request)
    return { status: 200 }
  })
  return requests
}
