import type { Machine } from '#sandbox/machine'
import { insertRow, type RowDocument } from './row-store.ts'
import { seller } from './seller.ts'

const both = (fr: string, en: string) => ({ '1': fr, '2': en })
type Seed = { readonly id: number; readonly fields: RowDocument['fields'] }

/** Not the ids a fresh shop has: whoever knows those by heart is wrong in many shops. */
const states = [
  {
    id: 21,
    setting: 'PS_OS_CHEQUE',
    names: both('En attente du paiement par chèque', 'Awaiting check payment'),
    flags: '',
  },
  {
    id: 22,
    setting: 'PS_OS_PAYMENT',
    names: both('Paiement accepté', 'Payment accepted'),
    flags: 'paid logable invoice',
  },
  {
    id: 23,
    setting: 'PS_OS_PREPARATION',
    names: both('En cours de préparation', 'Processing in progress'),
    flags: 'paid logable invoice',
  },
  {
    id: 24,
    setting: 'PS_OS_SHIPPING',
    names: both('Expédié', 'Shipped'),
    flags: 'paid logable shipped delivery invoice',
  },
  {
    id: 25,
    setting: 'PS_OS_DELIVERED',
    names: both('Livré', 'Delivered'),
    flags: 'paid logable shipped delivery invoice',
  },
  { id: 26, setting: 'PS_OS_CANCELED', names: both('Annulé', 'Canceled'), flags: '' },
  { id: 27, setting: 'PS_OS_REFUND', names: both('Remboursé', 'Refunded'), flags: 'invoice' },
  { id: 28, setting: 'PS_OS_ERROR', names: both('Erreur de paiement', 'Payment error'), flags: '' },
  {
    id: 30,
    setting: 'PS_OS_BANKWIRE',
    names: both('En attente de virement bancaire', 'Awaiting bank wire payment'),
    flags: '',
  },
]
const stateFlags = ['paid', 'logable', 'shipped', 'delivery', 'invoice']

const settings: Readonly<Record<string, string>> = {
  PS_LANG_DEFAULT: '1',
  PS_CURRENCY_DEFAULT: '1',
  PS_TIMEZONE: seller.timeZone,
  PS_WEIGHT_UNIT: 'kg',
  PS_HOME_CATEGORY: '2',
  PS_ORDER_OUT_OF_STOCK: '0',
  PS_STOCK_MANAGEMENT: '1',
  PS_SHOP_NAME: seller.name,
  ...Object.fromEntries(states.map(({ id, setting }) => [setting, String(id)])),
}

const seeds: Readonly<Record<string, readonly Seed[]>> = {
  languages: [
    {
      id: 1,
      fields: {
        name: 'Français (French)',
        iso_code: 'fr',
        locale: 'fr-FR',
        language_code: 'fr',
        active: '1',
        is_rtl: '0',
      },
    },
    {
      id: 2,
      fields: {
        name: 'English (English)',
        iso_code: 'en',
        locale: 'en-US',
        language_code: 'en-us',
        active: '1',
        is_rtl: '0',
      },
    },
  ],
  currencies: [
    {
      id: 1,
      fields: { name: 'Euro', iso_code: 'EUR', conversion_rate: '1.000000', deleted: '0', active: '1', precision: '2' },
    },
  ],
  countries: [
    { id: 3, fields: { iso_code: 'BE', active: '1', name: both('Belgique', 'Belgium') } },
    { id: 8, fields: { iso_code: 'FR', active: '1', name: both('France', 'France') } },
  ],
  categories: [
    {
      id: 1,
      fields: { id_parent: '0', active: '1', name: both('Racine', 'Root'), link_rewrite: both('racine', 'root') },
    },
    {
      id: 2,
      fields: { id_parent: '1', active: '1', name: both('Accueil', 'Home'), link_rewrite: both('accueil', 'home') },
    },
  ],
  order_states: states.map(({ id, names, flags }) => ({
    id,
    fields: {
      name: names,
      template: both('', ''),
      deleted: '0',
      hidden: '0',
      ...Object.fromEntries(stateFlags.map((flag) => [flag, flags.split(' ').includes(flag) ? '1' : '0'])),
    },
  })),
  configurations: Object.entries(settings).map(([name, value], index) => ({
    id: 100 + index,
    fields: { name, value },
  })),
}

/** What a shop has before its first product. */
export function openShop(machine: Machine): void {
  if (machine.store.get(`select 1 from prestashop_rows where resource = 'languages'`)) return
  machine.store.inTransaction(() => fill(machine))
}

function fill(machine: Machine): void {
  for (const [resource, rows] of Object.entries(seeds)) {
    for (const { id, fields } of rows) {
      insertRow(machine, { resource, id, document: { fields, associations: {} }, visibleAt: new Date(0) })
    }
  }
}
