import { expect, test } from 'vitest'
import type { PublishEntry } from '#modules/channels'
import { createHttpClient } from '#platform/http-client'
import { silentLog } from '#platform/log'
import { useTrial } from '#sandbox/trial'
import { discogs } from './index.ts'

const trial = useTrial()

const aWish = (sku: string, priceMinor = 1250): PublishEntry => ({
  known: undefined,
  wanted: {
    sku,
    title: 'Blue Train',
    description: 'Pochette "usée", 12"',
    priceMinor,
    quantity: 1,
    condition: 'used',
    mediaGrade: 'VG+',
    sleeveGrade: 'VG',
    weightGrams: 300,
    photos: [],
    facts: {
      artist: 'John Coltrane',
      title: 'Blue Train',
      label: 'Blue Note',
      catalogueNumber: '',
      format: 'LP',
      medium: 'vinyl',
      year: 1957,
      country: '',
      genres: [],
      styles: [],
      barcode: '',
      // No such release: the vendor finds out when it works the row off.
      discogsReleaseId: sku === 'E-2' ? 999_999_999 : 249504,
    },
  },
})

test('a row that an upload refuses is a rejection in the vendor’s words, the others are found', async () => {
  const http = createHttpClient({ system: 'discogs', log: silentLog, fetch: trial.sandbox.fetch })
  const connector = discogs(http).connect({
    http,
    settings: { baseUrl: 'http://sandbox.test/discogs', username: 'le-bac-a-disques' },
    credentials: { token: 'sandbox-discogs-token' },
    pictures: { find: async () => new Map(), remember: async () => {} },
    now: () => trial.sandbox.machine.now(),
  })
  const skus = ['E-1', 'E-2', 'E-3']
  const handedOver = (await connector.publishBulk?.(skus.map((sku) => aWish(sku)))) ?? []
  const traces = handedOver.map((answer, index) => ({
    sku: skus[index] ?? '',
    startedAt: trial.sandbox.machine.now(),
    data: answer.kind === 'accepted' ? answer.data : {},
  }))
  expect(await connector.findBySku(traces)).toEqual(skus.map(() => ({ kind: 'not-yet' })))
  trial.advance(2_000)
  const findings = await connector.findBySku(traces)
  expect(findings).toMatchObject([
    { kind: 'found', state: { kind: 'on-sale', priceMinor: 1250 } },
    { kind: 'rejected', reasons: [{ code: 'discogs.422', message: 'Invalid release_id: release not found.' }] },
    { kind: 'found' },
  ])
})
