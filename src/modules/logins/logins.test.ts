import { beforeEach, expect, test } from 'vitest'
import { type CartId, newId } from '#kernel/ids'
import { findShopCustomer, personOf } from '#modules/customers'
import {
  askForLink,
  askForNewEmail,
  changePassword,
  confirmNewEmail,
  endSessions,
  findSignedIn,
  joinCarts,
  type SignedIn,
  secondFactor,
  securityOf,
  signInByCode,
  signInByLink,
  signInByPassword,
} from '#modules/logins'
import { addToCart, getCart, listOrders } from '#modules/orders'
import { unlockSecrets } from '#platform/secrets'
import { aCopy, anOrder } from '#support/makers'
import { useWorld } from '#support/world'
import { totpCode, totpStep } from './totp.ts'

const world = useWorld()
const words = { lang: 'fr', shopName: 'Le Bac' } as const
const visitor = { ip: '192.0.2.7', device: 'Firefox/150 Linux' }
const minuteMs = 60_000

beforeEach(() => unlockSecrets('one secret of at least thirty-two letters'))

const ask = (email: string, ip = visitor.ip) =>
  askForLink(world.cx, { ...words, email, ip, next: 'account', purpose: 'sign-in' })

async function mailsTo(email: string): Promise<string[]> {
  const rows = await world.cx.db
    .selectFrom('mails')
    .select('bodyText')
    .where('recipient', '=', email)
    .orderBy('createdAt')
    .execute()
  return rows.map(({ bodyText }) => bodyText)
}

async function lastKey(email: string): Promise<string> {
  const text = (await mailsTo(email)).at(-1) ?? ''
  return /cle=([\w-]+)/.exec(text)?.[1] ?? ''
}

async function signIn(email: string): Promise<{ token: string; signedIn: SignedIn }> {
  await ask(email)
  const outcome = await signInByLink(world.cx, { key: await lastKey(email), device: visitor.device })
  if (outcome.kind !== 'signed-in') throw new Error('expected to be in')
  const signedIn = await findSignedIn(world.cx, outcome.token)
  if (!signedIn) throw new Error('expected a session')
  return { token: outcome.token, signedIn }
}

const refusal = (code: string) => expect.objectContaining({ code })

test('a mailed link makes the login when it is followed, once', async () => {
  await ask('ada@example.org')
  const key = await lastKey('ada@example.org')
  expect(await world.cx.db.selectFrom('logins').selectAll().execute()).toEqual([])
  const answers = await Promise.allSettled([1, 2, 3].map(() => signInByLink(world.cx, { key, device: 'x' })))
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await expect(signInByLink(world.cx, { key, device: 'x' })).rejects.toEqual(refusal('login.link-expired'))
})

test('a link of sixteen minutes ago opens nothing', async () => {
  await ask('ada@example.org')
  world.clock.advanceMs(16 * minuteMs)
  const key = await lastKey('ada@example.org')
  await expect(signInByLink(world.cx, { key, device: 'x' })).rejects.toEqual(refusal('login.link-expired'))
})

test('asking for a link answers the same for everybody, and fills nobody’s letter box', async () => {
  await signIn('ada@example.org')
  for (let n = 0; n < 8; n++) expect(await ask('ada@example.org')).toBe(await ask('nobody@example.org', '192.0.2.8'))
  expect(await mailsTo('ada@example.org')).toHaveLength(4)
  expect(await mailsTo('nobody@example.org')).toHaveLength(4)
})

test('nothing that opens a door is stored readable', async () => {
  const { token, signedIn } = await signIn('ada@example.org')
  await changePassword(world.cx, signedIn, { ...words, password: 'a long enough sentence' })
  const rows = JSON.stringify([
    await world.cx.db.selectFrom('loginKeys').selectAll().execute(),
    await world.cx.db.selectFrom('loginSessions').selectAll().execute(),
    await world.cx.db.selectFrom('logins').selectAll().execute(),
  ])
  expect(rows).not.toContain(token)
  expect(rows).not.toContain('a long enough')
})

test('a wrong password and an unknown address are refused alike, and counted', async () => {
  const { signedIn } = await signIn('ada@example.org')
  await changePassword(world.cx, signedIn, { ...words, password: 'a long enough sentence' })
  const attempt = (email: string, password: string, ip = visitor.ip) =>
    signInByPassword(world.cx, { ...visitor, email, password, ip, next: 'account' })
  await expect(attempt('ada@example.org', 'wrong')).rejects.toEqual(refusal('login.refused'))
  await expect(attempt('nobody@example.org', 'wrong')).rejects.toEqual(refusal('login.refused'))
  expect(await attempt('ADA@example.org', 'a long enough sentence')).toMatchObject({ kind: 'signed-in' })
  for (let n = 0; n < 4; n++) await attempt('ada@example.org', 'wrong', `198.51.100.${n}`).catch(() => undefined)
  await expect(attempt('ada@example.org', 'wrong', '198.51.100.99')).rejects.toEqual(refusal('request.too-many'))
})

test('changing the password needs a fresh proof and ends the other sessions', async () => {
  const other = await signIn('ada@example.org')
  const { token, signedIn } = await signIn('ada@example.org')
  await expect(
    changePassword(world.cx, { ...signedIn, isFresh: false }, { ...words, password: 'a long enough sentence' }),
  ).rejects.toEqual(refusal('login.not-fresh'))
  await expect(changePassword(world.cx, signedIn, { ...words, password: 'short' })).rejects.toEqual(
    refusal('login.password-too-short'),
  )
  await changePassword(world.cx, signedIn, { ...words, password: 'a long enough sentence' })
  expect(await findSignedIn(world.cx, other.token)).toBeUndefined()
  expect(await findSignedIn(world.cx, token)).toBeDefined()
})

test('a proof of identity is fresh for fifteen minutes, a session lives for thirty days after its last use', async () => {
  const { token } = await signIn('ada@example.org')
  world.clock.advanceMs(16 * minuteMs)
  expect(await findSignedIn(world.cx, token)).toMatchObject({ isFresh: false })
  for (let day = 0; day < 40; day++) {
    world.clock.advanceMs(86_400_000)
    expect(await findSignedIn(world.cx, token)).toBeDefined()
  }
  world.clock.advanceMs(31 * 86_400_000)
  expect(await findSignedIn(world.cx, token)).toBeUndefined()
})

test('with a second factor the link alone is not enough; a code works once', async () => {
  const { signedIn } = await signIn('ada@example.org')
  const secret = await secondFactor.offer(world.cx, signedIn.customerId)
  const codeNow = () => totpCode(secret, totpStep(world.clock.now()))
  await expect(secondFactor.confirm(world.cx, signedIn, '000000')).rejects.toEqual(refusal('login.code-wrong'))
  const backups = await secondFactor.confirm(world.cx, signedIn, codeNow())
  expect(backups).toHaveLength(10)

  const begin = async () => {
    await ask('ada@example.org')
    const outcome = await signInByLink(world.cx, { key: await lastKey('ada@example.org'), device: 'x' })
    if (outcome.kind !== 'second-factor') throw new Error('expected the second factor')
    return outcome.key
  }
  const key = await begin()
  const enter = (given: string, code: string) => signInByCode(world.cx, { ...visitor, key: given, code })
  await expect(enter(key, codeNow()), 'the code that turned it on is spent').rejects.toEqual(
    refusal('login.code-wrong'),
  )
  world.clock.advanceMs(30_000)
  const code = codeNow()
  const twice = await Promise.allSettled([enter(key, code), enter(key, code)])
  expect(twice.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)

  world.clock.advanceMs(5 * minuteMs)
  const [backup = ''] = backups
  expect(await enter(await begin(), backup.toLowerCase())).toMatchObject({ kind: 'signed-in' })
  await expect(enter(await begin(), backup)).rejects.toEqual(refusal('login.code-wrong'))
  expect(await securityOf(world.cx, signedIn.customerId)).toMatchObject({ backupCodesLeft: 9 })
})

test('codes cannot be guessed: attempts are counted although each of them rolls back', async () => {
  const { signedIn } = await signIn('ada@example.org')
  const secret = await secondFactor.offer(world.cx, signedIn.customerId)
  await secondFactor.confirm(world.cx, signedIn, totpCode(secret, totpStep(world.clock.now())))
  await ask('ada@example.org')
  const outcome = await signInByLink(world.cx, { key: await lastKey('ada@example.org'), device: 'x' })
  if (outcome.kind !== 'second-factor') throw new Error('expected the second factor')
  const codes = []
  for (let n = 0; n < 8; n++) {
    codes.push(
      await signInByCode(world.cx, { ...visitor, ip: `198.51.100.${n}`, key: outcome.key, code: '123456' }).catch(
        ({ code }) => code,
      ),
    )
  }
  expect(codes).toContain('request.too-many')
})

test('the codes are those of RFC 6238', () => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  expect(
    [59, 1_111_111_109, 1_234_567_890, 2_000_000_000].map((seconds) => totpCode(secret, Math.floor(seconds / 30))),
  ).toEqual(['287082', '081804', '005924', '279037'])
})

test('signing out everywhere leaves this browser in', async () => {
  const first = await signIn('ada@example.org')
  const second = await signIn('ada@example.org')
  await endSessions(world.cx, second.signedIn, 'others')
  expect(await findSignedIn(world.cx, first.token)).toBeUndefined()
  await endSessions(world.cx, second.signedIn, 'this')
  expect(await findSignedIn(world.cx, second.token)).toBeUndefined()
})

test('nobody ends a session of somebody else', async () => {
  const ada = await signIn('ada@example.org')
  const bob = await signIn('bob@example.org')
  await endSessions(world.cx, bob.signedIn, { id: ada.signedIn.sessionId })
  expect(await findSignedIn(world.cx, ada.token)).toBeDefined()
})

test('a confirmed new address brings the orders made as a guest with it', async () => {
  const { signedIn } = await signIn('bob@example.org')
  const { orderId } = await anOrder(world.cx)
  await askForNewEmail(world.cx, signedIn, { ...words, email: 'ada@example.org', ip: visitor.ip })
  await confirmNewEmail(world.cx, await lastKey('ada@example.org'), words)
  expect(await findShopCustomer(world.cx, 'ada@example.org')).toMatchObject({ id: signedIn.customerId })
  const { customerIds } = await personOf(world.cx, signedIn.customerId)
  const { items } = await listOrders(world.cx, { customerIds })
  expect(items.map(({ id }) => id)).toEqual([orderId])
  expect((await mailsTo('bob@example.org')).at(-1)).toContain('n’utilise plus cette adresse')
})

test('an address that signs in already cannot be taken over', async () => {
  const ada = await signIn('ada@example.org')
  await signIn('bob@example.org')
  await askForNewEmail(world.cx, ada.signedIn, { ...words, email: 'bob@example.org', ip: visitor.ip })
  await expect(confirmNewEmail(world.cx, await lastKey('bob@example.org'), words)).rejects.toEqual(
    refusal('login.address-taken'),
  )
})

test('the guest’s cart keeps its holds, and what was left in an earlier cart comes along', async () => {
  const { signedIn } = await signIn('ada@example.org')
  const [earlier, gone, now] = [await aCopy(world.cx), await aCopy(world.cx), await aCopy(world.cx)]
  const cart = (): CartId => newId<CartId>(world.clock.now())
  const [left, guest, somebodyElses] = [cart(), cart(), cart()]
  const put = (cartId: CartId, { variantId }: { variantId: typeof earlier.variantId }) =>
    addToCart(world.cx, { cartId, variantId, quantity: 1, lang: 'fr' })
  await put(left, earlier)
  await put(left, gone)
  await joinCarts(world.cx, signedIn.customerId, { guestCartId: left, lang: 'fr' })
  world.clock.advanceMs(20 * minuteMs)
  await put(somebodyElses, gone)
  await put(guest, now)
  const heldUntil = (await getCart(world.cx, guest)).lines[0]?.heldUntil
  world.clock.advanceMs(minuteMs)

  expect(await joinCarts(world.cx, signedIn.customerId, { guestCartId: guest, lang: 'fr' })).toBe(guest)
  const { lines } = await getCart(world.cx, guest)
  expect(lines.map(({ variantId }) => variantId)).toEqual([now.variantId, earlier.variantId])
  expect(lines.map(({ hold }) => hold)).toEqual(['held', 'held'])
  expect(lines[0]?.heldUntil).toEqual(heldUntil)
})
