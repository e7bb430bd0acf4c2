import { expect, test } from 'vitest'
import { parseExactly } from './exact-json.ts'
import { checkPush, signRequest } from './signing.ts'

const at = new Date(1_704_067_200_000)

test('signs the known request with the known answer', () => {
  const keys = { accessKey: 'ACCESS', signingKey: 'signing-secret' }
  expect(signRequest(keys, { method: 'POST', path: '/api/v1/items', body: '{"items":[]}', at })).toBe(
    't=1704067200,v1=b90eab61a388686245809ba7ad8bc6bd9adeecb0e399c071fbd0db8f422cbd2e',
  )
})

test('believes the known push for five minutes, and no other', () => {
  const body = '{"event_type":"ITEM_SOLD","data":{"id":"abc"}}'
  const header = 't=1704067200,v1=5c2995ecd18cd9c7c92c9cc223b4c4b2d0d165cd3acd77a3301da0059a8f820b'
  const later = (seconds: number) => ({ key: 'whsec_test', now: new Date(at.getTime() + seconds * 1000) })
  expect(checkPush(header, body, later(300))).toBe('sound')
  expect(checkPush(header, body, later(301))).toBe('stale')
  expect(checkPush(header, body, later(-301))).toBe('stale')
  expect(checkPush(header, `${body} `, later(0))).toBe('signature')
  expect(checkPush(header, body, { ...later(0), key: 'whsec_other' })).toBe('signature')
  expect(checkPush(header.replace('1704067200', '1704067201'), body, later(0))).toBe('signature')
  for (const broken of ['', 't=1,v1=zz', 'v1=00', header.slice(0, -1)])
    expect(checkPush(broken, body, later(0))).toBe('signature')
})

test('ids that JavaScript cannot hold keep every digit, everything else stays what it is', () => {
  const text =
    '{"id":9223372036854775807,"n":-9007199254740993,"price":12.50,"x":0.12345678901234567890,"e":1e21,"s":"a \\"9007199254740993\\" 9007199254740993"}'
  expect(parseExactly(text)).toEqual({
    id: '9223372036854775807',
    n: '-9007199254740993',
    price: 12.5,
    x: Number('0.12345678901234567890'),
    e: 1e21,
    s: 'a "9007199254740993" 9007199254740993',
  })
  expect(parseExactly('[9007199254740993,1]')).toEqual(['9007199254740993', 1])
})
