import { expect, test } from 'vitest'
import { useTrial } from '#sandbox/trial'

const trial = useTrial()
const basic = `Basic ${Buffer.from('sandbox-ebay-client:sandbox-ebay-secret').toString('base64')}`
const token = (fields: Record<string, string>, authorization = basic) =>
  trial.call({
    path: '/ebay/identity/v1/oauth2/token',
    method: 'POST',
    headers: { Authorization: authorization, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields),
  })
const privilege = (authorization: string) =>
  trial.ebay.send('/sell/account/v1/privilege', { headers: { Authorization: authorization } })

test('an access token lives two hours and is then renewed', async () => {
  const granted = await token({ grant_type: 'refresh_token', refresh_token: 'sandbox-ebay-refresh' })
  expect(granted.body).toMatchObject({ expires_in: 7200, token_type: 'User Access Token' })
  const bearer = `Bearer ${granted.body.access_token}`
  expect((await privilege(bearer)).status).toBe(200)
  trial.advance(7_199_999)
  expect((await privilege(bearer)).status).toBe(200)
  trial.advance(1)
  const expired = await privilege(bearer)
  expect(expired).toMatchObject({ status: 401, body: { errors: [{ errorId: 1001, domain: 'OAuth' }] } })
})

test.each([
  [{ grant_type: 'refresh_token', refresh_token: 'old' }, 400, 'invalid_grant'],
  [{ grant_type: 'password' }, 400, 'unsupported_grant_type'],
  [{ grant_type: 'refresh_token', refresh_token: 'sandbox-ebay-refresh', scope: 'everything' }, 400, 'invalid_scope'],
])('%o is refused', async (fields, status, error) => {
  expect(await token(fields)).toMatchObject({ status, body: { error } })
})

test('a wrong client is told so', async () => {
  expect(await token({ grant_type: 'refresh_token' }, 'Basic x')).toMatchObject({
    status: 401,
    body: { error: 'invalid_client' },
  })
})

test('an application token reads the taxonomy but may not sell', async () => {
  const granted = await token({ grant_type: 'client_credentials', scope: 'https://api.ebay.com/oauth/api_scope' })
  const headers = { Authorization: `Bearer ${granted.body.access_token}` }
  const tree = await trial.ebay.send('/commerce/taxonomy/v1/get_default_category_tree_id?marketplace_id=EBAY_FR', {
    headers,
  })
  expect(tree.body.categoryTreeId).toBe('71')
  expect((await privilege(headers.Authorization)).status).toBe(403)
})

test('the fault "expired token" makes every token worthless at once', async () => {
  const bearer = `Bearer ${await trial.ebay.token()}`
  await trial.call({ path: '/control/faults', method: 'POST', json: { vendor: 'ebay', kind: 'expired-token' } })
  expect((await privilege(bearer)).status).toBe(401)
  expect((await privilege(bearer)).status).toBe(401)
  expect((await privilege(`Bearer ${await trial.ebay.token()}`)).status).toBe(200)
})
