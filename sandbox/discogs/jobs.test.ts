import { expect, test } from 'vitest'
import { aDiscogsListing, useTrial } from '#sandbox/trial'

const trial = useTrial()

const upload = (type: string, csv: string) => {
  const body = new FormData()
  body.append('upload', new File([csv], 'stock.csv', { type: 'text/csv' }))
  return trial.discogs(`/inventory/upload/${type}`, { method: 'POST', body })
}
const pathOf = (location: string | null) => (location ?? '').replace(/^.*\/discogs/, '')
const inventory = async () =>
  (await trial.discogs('/users/le-bac-a-disques/inventory?sort=listed&sort_order=asc')).body.listings

test('an added CSV is worked off later, and reports its bad rows', async () => {
  const answer = await upload(
    'add',
    'release_id,price,media_condition,external_id\n1,10.00,Mint (M),A\n2,x,Mint (M),B\n3,5,VG,C\n',
  )
  expect(answer).toMatchObject({ status: 200, text: '' })
  const job = pathOf(answer.headers.get('location'))
  expect((await trial.discogs(job)).body).toMatchObject({ status: 'processing', type: 'add', finished_ts: null })
  expect(await inventory()).toHaveLength(0)
  expect((await upload('add', 'release_id,price,media_condition\n')).status).toBe(409)

  trial.advance(2000)
  const done = (await trial.discogs(job)).body
  expect(done).toMatchObject({ status: 'success', finished_ts: '2026-03-02T09:00:02', filename: 'stock.csv' })
  expect(done.results).toContain('CSV file contains 3 records.<p>Processed 1 records.<p>Row 2: Invalid price')
  expect(await inventory()).toMatchObject([{ external_id: 'A', status: 'For Sale' }])
})

test('change is keyed by release and therefore changes every copy of it', async () => {
  for (const external_id of ['A', 'B']) {
    await trial.discogs('/marketplace/listings', { method: 'POST', json: aDiscogsListing({ external_id }) })
  }
  await upload('change', 'release_id,price\n249504,7.00\n')
  trial.advance(2000)
  expect(await inventory()).toMatchObject([
    { external_id: 'A', price: { value: 7 } },
    { external_id: 'B', price: { value: 7 } },
  ])
})

test('delete takes listing ids', async () => {
  const { listing_id: id } = (await trial.discogs('/marketplace/listings', { method: 'POST', json: aDiscogsListing() }))
    .body
  await upload('delete', `listing_id\n${id}\n`)
  trial.advance(2000)
  expect(await inventory()).toHaveLength(0)
})

test('what is not a CSV upload is refused', async () => {
  expect((await trial.discogs('/inventory/upload/add', { method: 'POST', json: {} })).status).toBe(415)
  expect((await upload('add', 'release_id,price\n1,2\n')).status).toBe(422)
  expect((await upload('rename', 'listing_id\n')).status).toBe(404)
})

test('an export is a CSV with the real header', async () => {
  await trial.discogs('/marketplace/listings', {
    method: 'POST',
    json: aDiscogsListing({ comments: 'Pochette "usée", 12"' }),
  })
  const started = await trial.discogs('/inventory/export', { method: 'POST' })
  const job = pathOf(started.headers.get('location'))
  expect((await trial.discogs('/inventory/export', { method: 'POST' })).status).toBe(409)
  expect((await trial.discogs(`${job}/download`)).status).toBe(404)
  trial.advance(2000)
  expect((await trial.discogs(job)).body).toMatchObject({
    status: 'success',
    download_url: expect.stringContaining('/download'),
  })
  const [header, line] = (await trial.discogs(`${job}/download`)).text.split('\r\n')
  expect(header).toBe(
    'listing_id,artist,title,label,catno,format,release_id,status,price,listed,comments,media_condition,sleeve_condition,accept_offer,external_id,weight,format_quantity,location,quantity',
  )
  expect(line).toContain('12.50,2026-03-02 09:00:00,"Pochette ""usée"", 12""",Very Good Plus (VG+)')
})
