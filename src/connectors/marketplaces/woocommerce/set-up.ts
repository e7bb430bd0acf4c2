import { z } from 'zod'
import { Outage } from '#kernel/refusal'
import type { JsonObject } from '#modules/channels'
import { translate } from '#platform/i18n'
import { bodyOf, parse, refusal, type WooClient } from './client.ts'
import { langOf } from './settings.ts'

const site = z.object({ name: z.string().default(''), namespaces: z.array(z.string()).default([]) })
const setting = z.object({ value: z.string() })
const category = z.object({ id: z.number() })
const weightUnit = z.enum(['kg', 'g', 'lbs', 'oz'])

/** Asks the shop what it is and how it counts, and makes sure of a category per medium. */
export async function setUp(client: WooClient, settings: JsonObject) {
  const { name, namespaces } = bodyOf(site, await client.call({ method: 'GET', path: '/' }))
  if (!namespaces.includes('wc/v3')) throw new Outage('woocommerce', 'the site has no WooCommerce REST API (wc/v3)')
  await checkShop(client)
  const unit = parse(weightUnit, await read(client, 'products/woocommerce_weight_unit'))
  const lang = langOf(settings)
  const categoryFor = (medium: string) => findCategory(client, translate(lang, `channels:categories.${medium}`))
  const categories = {
    vinyl: await categoryFor('vinyl'),
    cd: await categoryFor('cd'),
    cassette: await categoryFor('cassette'),
    other: await categoryFor('other'),
  }
  return { seller: name, settings: { ...settings, weightUnit: unit, categories } }
}

const read = async (client: WooClient, path: string): Promise<string> =>
  bodyOf(setting, await client.call({ method: 'GET', path: `/wc/v3/settings/${path}` })).value

/** Our prices are euros with tax, and a copy that is not counted could be sold twice. */
async function checkShop(client: WooClient): Promise<void> {
  const currency = await read(client, 'general/woocommerce_currency')
  if (currency !== 'EUR') throw new Outage('woocommerce', `the shop sells in ${currency}; only EUR is supported`)
  if ((await read(client, 'products/woocommerce_manage_stock')) !== 'yes') {
    throw new Outage('woocommerce', 'stock management is off: WooCommerce → Settings → Products → Inventory')
  }
  if ((await read(client, 'general/woocommerce_calc_taxes')) !== 'yes') return
  if ((await read(client, 'tax/woocommerce_prices_include_tax')) !== 'yes') {
    throw new Outage('woocommerce', 'prices are entered without tax: WooCommerce → Settings → Tax → "inclusive of tax"')
  }
}

/** Of two connections at the same moment one is told that the category exists, and which it is. */
async function findCategory(client: WooClient, name: string): Promise<number> {
  const slug = slugOf(name)
  const path = '/wc/v3/products/categories'
  const [known] = bodyOf(z.array(category), await client.call({ method: 'GET', path: `${path}?slug=${slug}` }))
  if (known) return known.id
  const made = await client.call({ method: 'POST', path, json: { name, slug } })
  const existing = made.status === 400 ? parse(refusal, made.body).data?.resource_id : undefined
  return existing ?? bodyOf(category, made).id
}

const slugOf = (name: string): string =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
