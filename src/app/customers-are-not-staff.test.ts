import { beforeEach, expect, test } from 'vitest'
import { createApp } from '#app/app'
import { routes } from '#app/routes'
import { customerCookie } from '#app/shop'
import { createWeb } from '#app/web'
import { askForLink, signInByLink } from '#modules/logins'
import { readConfig } from '#platform/config'
import { sql } from '#platform/db'
import { silentLog } from '#platform/log'
import { unlockSecrets } from '#platform/secrets'
import { useWorld } from '#support/world'

const world = useWorld()
const config = readConfig({
  ETAL_SECRET: 'a-secret-for-tests-that-is-long-enough',
  ETAL_DATA_DIR: '/tmp/etal-customer-test',
})
beforeEach(() => unlockSecrets(config.secret))

async function aCustomersToken(): Promise<string> {
  await askForLink(world.cx, {
    email: 'ada@example.org',
    lang: 'fr',
    next: 'account',
    ip: '192.0.2.1',
    shopName: 'Le Bac',
    purpose: 'sign-in',
  })
  const { bodyText } = await world.cx.db.selectFrom('mails').select('bodyText').executeTakeFirstOrThrow()
  const outcome = await signInByLink(world.cx, { key: /cle=([\w-]+)/.exec(bodyText)?.[1] ?? '', device: 'test' })
  if (outcome.kind !== 'signed-in') throw new Error('expected to be in')
  return outcome.token
}

/** Every cookie name and header under which somebody might hand a customer's session to the office. */
const disguises = (token: string): Record<string, string>[] => [
  { cookie: `${customerCookie}=${token}` },
  { cookie: `etal.session_token=${token}` },
  { cookie: `__Secure-etal.session_token=${token}` },
  { authorization: `Bearer ${token}` },
]

test('a customer’s session opens no operation of the office, under whatever name it is shown', async () => {
  const { server } = createWeb(createApp({ config, database: world.database, log: silentLog, now: world.clock.now }))
  const token = await aCustomersToken()
  const guarded = routes.filter(({ method, permission }) => method === 'get' && permission !== 'public')
  expect(guarded.length).toBeGreaterThan(20)
  for (const headers of disguises(token)) {
    for (const { path } of guarded) {
      const address = `/api/v1${path.replaceAll(/:\w+/g, '00000000-0000-7000-8000-000000000000')}`
      expect(
        (await server.request(address, { headers })).status,
        `${JSON.stringify(headers).slice(0, 40)} ${path}`,
      ).toBe(401)
    }
  }
})

test('no foreign key leads from what customers sign in with to the team, nor back', async () => {
  const { rows } = await sql<{ source: string; target: string }>`
    select conrelid::regclass::text as source, confrelid::regclass::text as target from pg_constraint where contype = 'f'`.execute(
    world.cx.db,
  )
  const team = new Set(['users', 'sessions', 'accounts', 'verifications', 'two_factors', 'api_tokens'])
  const isCustomers = (table: string): boolean => /^(login|customer)/.test(table)
  const crossing = rows.filter(
    ({ source, target }) => (isCustomers(source) && team.has(target)) || (team.has(source) && isCustomers(target)),
  )
  expect(rows.some(({ source }) => isCustomers(source))).toBe(true)
  expect(crossing).toEqual([])
})
