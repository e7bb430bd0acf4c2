import { expect, test } from 'vitest'
import { createConnectors } from '#connectors/marketplaces'
import { hasText } from '#platform/i18n'
import { everyMarket } from '#support/every-market'
import { committedTable, supportTable } from '../../scripts/support-table.ts'

const makers = Object.values(createConnectors(() => ({ send: () => Promise.reject(new Error('nobody is asked')) })))

test('docs/channels.md says what the connectors support (after a change: npm run docs:channels)', () => {
  expect(supportTable() === committedTable(), 'docs/channels.md is not current: npm run docs:channels').toBe(true)
})

test.each(makers.map((maker) => [maker.name, maker] as const))(
  '%s has a word for each field it asks for',
  (_, maker) => {
    const missing = maker.fields
      .flatMap(({ name }) => (['fr', 'en'] as const).map((lang) => ({ name, lang })))
      .filter(({ name, lang }) => !hasText(lang, `channels:fields.${maker.name}.${name}`))
    expect(missing).toEqual([])
  },
)

const counting = everyMarket.flatMap(({ name, vendor, maker }) => {
  const allowed = vendor.settings.requestsPerMinute
  return allowed === undefined ? [] : [{ name, allowed, maker }]
})

test.each(counting)(
  '$name: a burst and the minute behind it stay within what the vendor takes in a minute',
  ({ allowed, maker }) => {
    const { requestsPerMinute, requestsBurst } = maker({
      send: () => Promise.reject(new Error('nobody is asked')),
    }).limits
    expect(requestsPerMinute + requestsBurst).toBeLessThanOrEqual(allowed)
  },
)

test('the stand-ins that count requests by the minute are among them', () => {
  expect(counting.map(({ name }) => name)).toEqual(expect.arrayContaining(['discogs', 'prestashop', 'woocommerce']))
})
