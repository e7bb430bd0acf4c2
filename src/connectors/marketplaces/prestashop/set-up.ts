import { z } from 'zod'
import { Outage } from '#kernel/refusal'
import type { JsonObject } from '#modules/channels'
import { translate } from '#platform/i18n'
import { contentOf, type PrestaClient, parse } from './client.ts'
import { readConfiguration } from './configuration.ts'
import { langOf } from './settings.ts'
import { inLanguages, thingsOf } from './xml.ts'

const languages = z.object({ languages: thingsOf('language', z.object({ id: z.string() })) })
const currency = z.object({ currency: z.object({ iso_code: z.string() }) })
const categoryList = z.object({ categories: thingsOf('category', z.object({ id: z.string() })) })
const madeCategory = z.object({ category: z.object({ id: z.string() }) })
const weightUnit = z.enum(['kg', 'g', 'lb'])

/** Asks the shop how it counts and speaks, and makes sure of a category per medium. */
export async function setUp(client: PrestaClient, settings: JsonObject) {
  const shop = await readConfiguration(client, [
    'PS_SHOP_NAME',
    'PS_CURRENCY_DEFAULT',
    'PS_STOCK_MANAGEMENT',
    'PS_TIMEZONE',
    'PS_WEIGHT_UNIT',
    'PS_HOME_CATEGORY',
  ])
  await checkShop(client, shop)
  const languageIds = await findLanguages(client)
  const lang = langOf(settings)
  const parentId = shop.get('PS_HOME_CATEGORY') ?? '2'
  const categoryFor = (medium: string) =>
    findCategory(client, { name: translate(lang, `channels:categories.${medium}`), parentId, languageIds })
  const categories = {
    vinyl: await categoryFor('vinyl'),
    cd: await categoryFor('cd'),
    cassette: await categoryFor('cassette'),
    other: await categoryFor('other'),
  }
  const unit = parse(weightUnit, (shop.get('PS_WEIGHT_UNIT') ?? 'kg').toLowerCase().replace('lbs', 'lb'))
  const timeZone = shop.get('PS_TIMEZONE') ?? 'Europe/Paris'
  return {
    seller: shop.get('PS_SHOP_NAME') ?? '',
    settings: { ...settings, timeZone, weightUnit: unit, languageIds, categories },
  }
}

/** Our prices are euros, and a copy that is not counted could be sold twice. */
async function checkShop(client: PrestaClient, shop: ReadonlyMap<string, string>): Promise<void> {
  const id = shop.get('PS_CURRENCY_DEFAULT') ?? '1'
  const answer = await client.call({ method: 'GET', path: `currencies/${id}` })
  const { iso_code } = contentOf(currency, answer).currency
  if (iso_code !== 'EUR') throw new Outage('prestashop', `the shop sells in ${iso_code}; only EUR is supported`)
  if (shop.get('PS_STOCK_MANAGEMENT') !== '1') {
    throw new Outage('prestashop', 'stock management is off: Shop Parameters → Product Settings → Products stock')
  }
}

async function findLanguages(client: PrestaClient): Promise<string[]> {
  const query = { 'filter[active]': '[1]', display: '[id]' }
  const answer = await client.call({ method: 'GET', path: 'languages', query })
  return contentOf(languages, answer).languages.map(({ id }) => id)
}

type CategoryWish = { readonly name: string; readonly parentId: string; readonly languageIds: readonly string[] }

async function findCategory(client: PrestaClient, { name, parentId, languageIds }: CategoryWish): Promise<string> {
  const query = { 'filter[name]': `[${name}]`, display: '[id]' }
  const [known] = contentOf(categoryList, await client.call({ method: 'GET', path: 'categories', query })).categories
  if (known) return known.id
  const category = {
    id_parent: parentId,
    active: '1',
    name: inLanguages(name, languageIds),
    link_rewrite: inLanguages(slugOf(name), languageIds),
  }
  const made = await client.call({ method: 'POST', path: 'categories', xml: { category } })
  return contentOf(madeCategory, made).category.id
}

/** The address of a page: letters, digits and hyphens. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 128) || 'article'
