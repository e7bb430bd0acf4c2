import { beforeEach, expect, test } from 'vitest'
import { createPaymentProviders } from '#app/payment-providers'
import { checkOut } from '#modules/orders'
import { createHttpClient } from '#platform/http-client'
import { silentLog } from '#platform/log'
import { aCart, aCheckout, aCopy } from '#support/makers'
import { useWorld } from '#support/world'
import { listAccounts, offeredProviders, saveAccount } from './accounts.ts'

const world = useWorld()
const http = (system: string) => createHttpClient({ system, log: silentLog })
beforeEach(() => {
  world.outside.paymentProviders = createPaymentProviders(http, 'http://bank.test')
})

const off = {
  isOffered: false,
  isLive: false,
  publicKey: '',
  webhookId: '',
  descriptor: '',
  secretKey: '',
  webhookSecret: '',
}
const offered = async () => (await offeredProviders(world.cx)).map(({ provider }) => provider)

test('a provider is switched off and on again while only its stand-in is connected; nobody can pay there meanwhile', async () => {
  expect(await offered()).toEqual(['stripe', 'paypal'])
  await saveAccount(world.cx, 'stripe', off)
  expect(await offered()).toEqual(['paypal'])
  expect((await listAccounts(world.cx))[0]).toMatchObject({ isConnected: false, isOffered: false, hasSecretKey: false })
  const cartId = await aCart(world.cx, [(await aCopy(world.cx)).variantId])
  await expect(
    checkOut(world.cx, aCheckout(cartId, { payment: { method: 'online', provider: 'stripe' } })),
  ).rejects.toMatchObject({ code: 'payment.provider-unknown' })
  await saveAccount(world.cx, 'stripe', { ...off, isOffered: true })
  expect(await offered()).toEqual(['stripe', 'paypal'])
})

test('without a stand-in a provider needs its keys to be offered, and none to be switched off', async () => {
  world.outside.paymentProviders = createPaymentProviders(http)
  await saveAccount(world.cx, 'stripe', off)
  const wishes = [
    { ...off, isOffered: true },
    { ...off, publicKey: 'pk_test_1' },
    { ...off, isLive: true },
  ]
  for (const wish of wishes)
    await expect(saveAccount(world.cx, 'stripe', wish)).rejects.toMatchObject({
      code: 'payment.key-missing',
      data: { field: 'secretKey' },
    })
  await expect(saveAccount(world.cx, 'stripe', { ...off, secretKey: 'sk_test_1' })).rejects.toMatchObject({
    code: 'payment.key-missing',
    data: { field: 'publicKey' },
  })
  expect(await offered()).toEqual([])
})
