import { expect, test } from 'vitest'
import { useTrial } from '#sandbox/trial'

const trial = useTrial()

test('a client without a name of its own is blocked', async () => {
  for (const agent of ['', 'node', 'Mozilla/5.0 (X11)', 'curl/7.9.8']) {
    const answer = await trial.discogs('/oauth/identity', { headers: { 'User-Agent': agent } })
    expect(answer.status).toBe(403)
  }
})

test('the token tells who asks, and a wrong or missing one is refused', async () => {
  expect((await trial.discogs('/oauth/identity')).body).toMatchObject({
    username: 'le-bac-a-disques',
    consumer_name: 'Étal',
  })
  const wrong = await trial.discogs('/oauth/identity', { headers: { Authorization: 'Discogs token=wrong' } })
  expect(wrong.status).toBe(401)
  const missing = await trial.call({ path: '/discogs/oauth/identity', headers: { 'User-Agent': 'EtalTest/1.0' } })
  expect(missing).toMatchObject({ status: 401, body: { message: 'You must authenticate to access this resource.' } })
})

test('sixty requests a minute pass, the next waits until the window has moved', async () => {
  for (let sent = 1; sent <= 60; sent += 1) {
    const answer = await trial.discogs('/oauth/identity')
    expect(answer.headers.get('x-discogs-ratelimit-remaining')).toBe(String(60 - sent))
    trial.advance(500)
  }
  const refused = await trial.discogs('/oauth/identity')
  expect(refused).toMatchObject({ status: 429, body: { message: 'You are making requests too quickly.' } })
  expect(refused.headers.get('x-discogs-ratelimit-used')).toBe('60')

  // The first request is 30 s old: the window moves request by request, not by the clock minute.
  trial.advance(29_999)
  expect((await trial.discogs('/oauth/identity')).status).toBe(429)
  trial.advance(1)
  expect((await trial.discogs('/oauth/identity')).status).toBe(200)
  expect((await trial.discogs('/oauth/identity')).status).toBe(429)
})

test('an unknown address is a 404 with a message', async () => {
  expect(await trial.discogs('/marketplace/nothing')).toMatchObject({
    status: 404,
    body: { message: expect.stringContaining('not found') },
  })
})
