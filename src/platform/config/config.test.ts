import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ConfigFault, readConfig } from '#platform/config'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'etal-config-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('nothing set gives a demo shop on port 3000 with a sandbox beside it', () => {
  expect(readConfig({ ETAL_DATA_DIR: folder })).toMatchObject({
    port: 3000,
    publicUrl: 'http://localhost:3000',
    isDemo: true,
    hasSandbox: true,
    sandboxPort: 3001,
    role: 'both',
    databaseUrl: undefined,
  })
})

test('the secret is made once, readable by its owner only, and kept', () => {
  const first = readConfig({ ETAL_DATA_DIR: folder }).secret
  expect(first).toHaveLength(64)
  expect(readConfig({ ETAL_DATA_DIR: folder }).secret).toBe(first)
  expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600)
})

test('all faults are told at once, each with the name of its variable', () => {
  const faulty = { PORT: 'abc', ETAL_DEMO: 'maybe', DATABASE_URL: 'mysql://x', ETAL_SECRET: 'short' }
  const read = () => readConfig({ ...faulty, ETAL_DATA_DIR: folder })
  expect(read).toThrow(ConfigFault)
  for (const name of Object.keys(faulty)) expect(read).toThrow(name)
})

test('an S3 address without keys is a fault, an empty text is not set', () => {
  expect(() => readConfig({ S3_URL: 'https://s3.example/b', ETAL_DATA_DIR: folder })).toThrow('S3_ACCESS_KEY')
  expect(readConfig({ DATABASE_URL: '', ETAL_DATA_DIR: folder }).databaseUrl).toBeUndefined()
})

test('keys of payment providers are refused with where to give them', () => {
  const read = () => readConfig({ STRIPE_SECRET_KEY: 'sk_live_1', ETAL_DATA_DIR: folder })
  expect(read).toThrow('STRIPE_SECRET_KEY')
  expect(read).toThrow('give the keys in the office')
})

test('the demo listens to this machine only, an own shop to the network', () => {
  expect(readConfig({ ETAL_DATA_DIR: folder }).host).toBe('127.0.0.1')
  expect(readConfig({ ETAL_DATA_DIR: folder, ETAL_DEMO: 'off' }).host).toBe('0.0.0.0')
  expect(readConfig({ ETAL_DATA_DIR: folder, HOST: '0.0.0.0' }).host).toBe('0.0.0.0')
})
