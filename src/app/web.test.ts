import { expect, test } from 'vitest'
import { createApp } from '#app/app'
import { createWeb } from '#app/web'
import { createToken, ensureOwner } from '#modules/team'
import { readConfig } from '#platform/config'
import { silentLog } from '#platform/log'
import { useWorld } from '#support/world'

const world = useWorld()

const config = readConfig({
  ETAL_SECRET: 'a-secret-for-tests-that-is-long-enough',
  ETAL_DATA_DIR: '/tmp/etal-web-test',
})

const web = () =>
  createWeb(createApp({ config, database: world.database, log: silentLog, now: world.clock.now })).server

const json = { 'content-type': 'application/json' }

async function newToken(scopes: string[]): Promise<Record<string, string>> {
  const { token } = await createToken(world.cx, { name: 'till', scopes })
  return { ...json, authorization: `Bearer ${token}` }
}

async function demoOwner(): Promise<{ email: string; password: string }> {
  const owner = await ensureOwner(world.cx, { isDemo: true })
  if (owner.kind !== 'demo') throw new Error('expected the demo owner')
  return owner
}

const post = (body: unknown, headers: Record<string, string> = json) => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers,
})

test('health, readiness and metrics answer', async () => {
  const server = web()
  expect((await server.request('/healthz')).status).toBe(200)
  const ready = await server.request('/readyz')
  expect(await ready.json()).toEqual({ status: 'ready', reasons: [] })
  const metrics = await server.request('/metrics')
  expect(await metrics.text()).toContain('etal_outbox_lag_seconds')
})

test('nobody makes the shop or the sign-in read an endless body', async () => {
  const server = web()
  const tooMuch = { method: 'POST', body: 'x'.repeat(300_000), headers: { origin: config.publicUrl } }
  for (const path of ['/panier/ajout', '/en/contact', '/api/auth/sign-in/email']) {
    const answer = await server.request(path, tooMuch)
    expect([answer.status, (await answer.json()).code], path).toEqual([413, 'request.too-large'])
  }
  const photos = { ...tooMuch, headers: { ...tooMuch.headers, 'content-length': '40000000' } }
  const complaint = await server.request('/commande/A-1/probleme?cle=k', photos)
  expect([complaint.status, complaint.headers.get('location')]).toEqual([
    303,
    '/commande/A-1/probleme?cle=k&faute=request.too-large',
  ])
})

test('a stranger is asked to sign in, in their language, with a request id', async () => {
  const answer = await web().request('/api/v1/tokens', { headers: { 'accept-language': 'en' } })
  expect(answer.status).toBe(401)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  const problem = await answer.json()
  expect(problem).toMatchObject({ code: 'request.not-signed-in', detail: 'Sign in first.' })
  expect(problem.requestId).toBe(answer.headers.get('x-request-id'))
})

test('a token may do what its scopes say and nothing else, until it is revoked', async () => {
  const server = web()
  const headers = await newToken(['settings:read'])
  expect((await server.request('/api/v1/settings', { headers })).status).toBe(200)
  const refused = await server.request('/api/v1/tokens', { headers })
  expect(await refused.json()).toMatchObject({
    status: 403,
    code: 'request.not-allowed',
    data: { permission: 'team:read' },
  })

  const owner = await newToken(['*'])
  const me = await (await server.request('/api/v1/me', { headers })).json()
  const revocation = `/api/v1/tokens/${me.id.slice('token:'.length)}/revocation`
  expect((await server.request(revocation, { method: 'POST', headers: owner })).status).toBe(204)
  expect((await server.request('/api/v1/settings', { headers })).status).toBe(401)
})

test('bad input names each bad field and shows no library error', async () => {
  const answer = await web().request('/api/v1/tokens', post({ name: '', scopes: ['x'] }, await newToken(['*'])))
  const problem = await answer.json()
  expect(problem.code).toBe('request.invalid')
  expect(problem.data.fields.map(({ field }: { field: string }) => field)).toEqual(['name', 'scopes.0'])
  expect(problem.data.fields[0].problem).toBe('Trop petit : chaîne de caractères doit avoir >=1 caractères')
})

test('a rule of ours says what is wrong in the language of who asks', async () => {
  const server = web()
  const headers = await newToken(['*'])
  const wrong = { method: 'PATCH', body: JSON.stringify({ siren: '123' }) }
  const problemIn = async (lang: string) => {
    const answer = await server.request('/api/v1/settings', {
      ...wrong,
      headers: { ...headers, 'accept-language': lang },
    })
    return (await answer.json()).data.fields[0]
  }
  expect(await problemIn('fr')).toMatchObject({ field: 'siren', problem: expect.stringContaining('neuf chiffres') })
  expect(await problemIn('en')).toMatchObject({ field: 'siren', problem: expect.stringContaining('nine digits') })
})

test('unreadable JSON, a wrong content type and a large body are refused as such', async () => {
  const server = web()
  const headers = await newToken(['*'])
  const codeOf = async (init: RequestInit) => (await (await server.request('/api/v1/tokens', init)).json()).code
  expect(await codeOf({ method: 'POST', body: '{', headers })).toBe('request.malformed')
  const xml = { ...headers, 'content-type': 'text/xml' }
  expect(await codeOf({ method: 'POST', body: '<a/>', headers: xml })).toBe('request.unsupported-type')
  expect(await codeOf(post({ name: 'x'.repeat(1_100_000), scopes: ['*'] }, headers))).toBe('request.too-large')
})

test('an unknown address of the API is a problem, not a page', async () => {
  const answer = await web().request('/api/v1/nothing')
  expect(await answer.json()).toMatchObject({ status: 404, code: 'request.not-found' })
})

test('a write from another site is refused', async () => {
  const server = web()
  const headers = { ...json, 'sec-fetch-site': 'cross-site', cookie: 'etal.session_token=x' }
  const refused = await server.request('/api/v1/setup', post({}, headers))
  expect(await refused.json()).toMatchObject({ status: 403, code: 'request.cross-site' })
  const otherOrigin = await server.request(
    '/api/auth/sign-in/email',
    post({}, { ...json, origin: 'https://evil.example' }),
  )
  expect(otherOrigin.status).toBe(403)
})

test('the owner signs in and is known by the cookie; a wrong password is slowed down', async () => {
  const server = web()
  const { email, password } = await demoOwner()
  const signedIn = await server.request('/api/auth/sign-in/email', post({ email, password }))
  expect(signedIn.status).toBe(200)
  const [setCookie = ''] = signedIn.headers.getSetCookie()
  expect(setCookie).toMatch(/HttpOnly/i)
  expect(setCookie).toMatch(/SameSite=Lax/i)

  const cookie = setCookie.split(';')[0] ?? ''
  const me = await (await server.request('/api/v1/me', { headers: { cookie } })).json()
  expect(me).toMatchObject({ email, role: 'owner', permissions: ['*'] })

  const statuses: number[] = []
  for (let n = 0; n < 13; n += 1) {
    statuses.push((await server.request('/api/auth/sign-in/email', post({ email, password: 'wrong wrong' }))).status)
  }
  expect(statuses.at(0)).toBe(401)
  expect(statuses.at(-1)).toBe(429)
})

test('the owner may also sign in under another address of the same shop', async () => {
  const { email, password } = await demoOwner()
  const headers = { ...json, origin: 'http://192.168.1.20:3000', cookie: 'other=1' }
  const answer = await web().request(
    'http://192.168.1.20:3000/api/auth/sign-in/email',
    post({ email, password }, headers),
  )
  expect(answer.status).toBe(200)
})

test('nobody signs up by themselves', async () => {
  const body = { email: 'a@b.example', password: 'long enough 123', name: 'A' }
  const answer = await web().request('/api/auth/sign-up/email', post(body))
  expect(answer.status).toBeGreaterThanOrEqual(400)
  expect(await world.cx.db.selectFrom('users').select('id').execute()).toEqual([])
})

test('the set-up token of the terminal makes the owner once', async () => {
  const server = web()
  const state = await ensureOwner(world.cx, { isDemo: false })
  if (state.kind !== 'setup') throw new Error('expected a set-up token')
  const owner = { token: state.token, name: 'Ana', email: 'Ana@shop.example', password: 'long enough 123' }
  expect((await server.request('/api/v1/setup', post({ ...owner, token: 'guess' }))).status).toBe(403)
  expect((await server.request('/api/v1/setup', post(owner))).status).toBe(201)
  expect((await server.request('/api/v1/setup', post(owner))).status).toBe(403)
  expect(await ensureOwner(world.cx, { isDemo: false })).toEqual({ kind: 'exists' })
})

test('the API description and its viewer are served without inline scripts', async () => {
  const server = web()
  const document = await (await server.request('/api/v1/openapi.json')).json()
  expect(document.openapi).toBe('3.1.0')
  const docs = await server.request('/api/docs')
  expect(await docs.text()).not.toMatch(/<script(?![^>]*src=)/)
  expect(docs.headers.get('content-security-policy')).toContain("script-src 'self'")
  expect((await server.request('/api/docs/swagger-ui-bundle.js')).status).toBe(200)
})
