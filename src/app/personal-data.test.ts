import { strFromU8, unzipSync } from 'fflate'
import { beforeEach, expect, test } from 'vitest'
import { erase, exportZip } from '#app/personal-data'
import { addAddress, findShopCustomer, recordConsent } from '#modules/customers'
import { askForLink, signInByLink } from '#modules/logins'
import { cancelOrder, getOrder, orderByAccessToken, verifyOrders } from '#modules/orders'
import { issueVoucher } from '#modules/vouchers'
import { joinLine } from '#modules/waiting'
import { sql } from '#platform/db'
import { unlockSecrets } from '#platform/secrets'
import { aCart, aCopy, anAddress, anOrder } from '#support/makers'
import { useWorld } from '#support/world'

const world = useWorld()
beforeEach(() => {
  unlockSecrets('one secret of at least thirty-two letters')
  world.outside.paymentProviders = {}
})

const who = { email: 'ada@example.org' }
const traces = ['ada@example.org', 'Ada Martin', 'rue des Disques']

/** Ada waits for a copy that is in somebody else's cart, has had a voucher, and is a regular. */
async function waitsAndGets(): Promise<void> {
  const { variantId } = await aCopy(world.cx)
  await aCart(world.cx, [variantId])
  await joinLine(world.cx, {
    variantId,
    cartId: await aCart(world.cx, [(await aCopy(world.cx)).variantId]),
    ...who,
    lang: 'fr',
  })
  const at = world.clock.now()
  await issueVoucher(world.cx, {
    amountMinor: 2000,
    lang: 'fr',
    reference: 'test',
    because: 'test',
    recipientName: 'Ada Martin',
    recipientEmail: who.email,
    senderName: 'Bo',
    message: 'rue des Disques',
    sendAt: at,
  })
  await sql`update vouchers set sent_at = ${at}`.execute(world.cx.db)
  await sql`insert into customer_groups (code, name, created_at) values ('regulars', 'Regulars', ${at})`.execute(
    world.cx.db,
  )
  await sql`insert into customer_group_members values ('regulars', ${who.email}, ${at}, 'test')`.execute(world.cx.db)
}

/** Ada has an account, an address book, a consent, and an order. */
async function ada() {
  const order = await anOrder(world.cx)
  await askForLink(world.cx, {
    ...who,
    lang: 'fr',
    next: 'account',
    ip: '192.0.2.1',
    shopName: 'Le Bac',
    purpose: 'sign-in',
  })
  const { bodyText } = await world.cx.db
    .selectFrom('mails')
    .select('bodyText')
    .orderBy('createdAt', 'desc')
    .executeTakeFirstOrThrow()
  await signInByLink(world.cx, { key: /cle=([\w-]+)/.exec(bodyText)?.[1] ?? '', device: 'test' })
  const customer = await findShopCustomer(world.cx, who.email)
  if (!customer) throw new Error('expected a customer')
  await addAddress(world.cx, customer.id, { address: anAddress, phone: '' })
  await recordConsent(world.cx, customer.id, {
    purpose: 'newsletter',
    isGiven: true,
    wording: 'Écrivez-moi',
    source: '/compte/courriels',
  })
  return { ...order, customerId: customer.id }
}

/** Every row of every table that says anything of Ada, but the locked archive. */
async function tablesThatKnow(): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'order_identities' order by 1`.execute(
    world.cx.db,
  )
  const knowing: string[] = []
  for (const { name } of tables) {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from ${sql.table(name)} t where ${sql.join(
        traces.map((trace) => sql`t::text ilike ${`%${trace}%`}`),
        sql` or `,
      )}`.execute(world.cx.db)
    if ((rows[0]?.count ?? 0) > 0) knowing.push(name)
  }
  return knowing
}

test('the export holds every part, as JSON a machine can read', async () => {
  const { number } = await ada()
  await waitsAndGets()
  const files = unzipSync(await exportZip(world.cx, who))
  expect(Object.keys(files)).toEqual(
    expect.arrayContaining(['orders.json', 'login.json', 'customer.json', 'mails.json', 'returns.json']),
  )
  const read = (name: string) => JSON.parse(strFromU8(files[name] ?? new Uint8Array()))
  expect(read('orders.json')[0]).toMatchObject({ number, buyer: { email: who.email } })
  expect(read('waiting.json')).toMatchObject([{ state: 'waiting' }])
  expect(read('vouchers.json')).toMatchObject([{ initialMinor: 2000, senderName: 'Bo' }])
  expect(read('groups.json')).toEqual([{ group: 'Regulars', email: who.email }])
  expect(read('customer.json')).toMatchObject({
    addresses: [{ address: { city: 'Paris' } }],
    consents: [{ purpose: 'newsletter', isGiven: true }],
  })
})

test('while an order must still reach them nobody is erased, not even by half', async () => {
  const { customerId } = await ada()
  await expect(erase(world.cx, { customerId }, 'customer')).rejects.toMatchObject({ code: 'order.still-open' })
  expect(await findShopCustomer(world.cx, who.email)).toBeDefined()
})

test('an erasure leaves no trace outside the locked archive, and says what stays, why and until when', async () => {
  const { orderId, customerId } = await ada()
  await waitsAndGets()
  await cancelOrder(world.cx, { orderId, reason: 'test' })
  const { accessToken, totalMinor } = await getOrder(world.cx, orderId)
  expect(await tablesThatKnow()).toEqual(
    expect.arrayContaining(['customers', 'mails', 'orders', 'waiting_entries', 'vouchers', 'customer_group_members']),
  )
  const kept = await erase(world.cx, { customerId }, 'customer')
  expect(await tablesThatKnow()).toEqual([])
  expect(kept).toEqual([{ what: 'orders', count: 1, rule: 'invoices', until: new Date('2032-03-02T00:00:00Z') }])
  expect(await getOrder(world.cx, orderId)).toMatchObject({
    totalMinor,
    buyer: { name: '–' },
    address: { country: 'FR' },
  })
  expect(await orderByAccessToken(world.cx, accessToken)).toBeUndefined()
  expect(await sql`select because, actor from erasures`.execute(world.cx.db)).toMatchObject({
    rows: [{ because: 'customer', actor: 'system' }],
  })
  expect(await verifyOrders(world.cx)).toEqual([])
})

test('a guest without an account has the same right', async () => {
  const { orderId } = await anOrder(world.cx)
  await cancelOrder(world.cx, { orderId, reason: 'test' })
  await erase(world.cx, who, 'guest')
  expect(await tablesThatKnow()).toEqual([])
  await expect(erase(world.cx, { email: 'nobody@example.org' }, 'guest')).resolves.toEqual([])
})
