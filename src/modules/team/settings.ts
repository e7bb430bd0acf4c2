import { z } from 'zod'
import { type Cx, inTransaction } from '#platform/cx'
import { notifyPurge } from '#platform/outbox'
import { e164OrAsIs } from '#platform/phone'
import { isFrenchVatNumber, isSiren } from './company-numbers.ts'
import { readSettings } from './queries.ts'
import { insertAuditEntry, upsertSetting } from './store.ts'

/** What the shop says about itself, with what it says until somebody edits it. */
export const settingsSchema = z.object({
  shopName: z.string().min(1).max(80),
  tagline: z.string().max(160),
  phone: z.string().max(40),
  email: z.union([z.literal(''), z.email()]),
  address: z.string().max(400),
  openingHours: z.string().max(400),
  bankAccount: z.string().max(200),
  /** Who answers the telephone; named on every product page. */
  contactName: z.string().max(80),
  /** Legal form, capital and register, as the legal notice must show them. */
  legalIdentity: z.string().max(600),
  /** The nine digits of the register of companies, the last one a check digit (Luhn); spaces are let through. */
  siren: z.string().trim().max(20).refine(isSiren, 'siren'),
  vatNumber: z.string().trim().max(20).refine(isFrenchVatNumber, 'vat-number'),
  /** Who answers for what the site says (LCEN, article 6 III). */
  publisher: z.string().max(120),
  /** Unique identifiers of extended producer responsibility, one scheme a line: `Emballages ménagers : FR000000_01XXXX`. */
  producerIds: z.string().max(600),
  /** The sentence about VAT that the seller's regime asks for. */
  vatNotice: z.string().max(300),
  /** The consumer mediator: name, address and site. */
  mediator: z.string().max(300),
  /** Who hosts the site. */
  host: z.string().max(300),
})

export type Settings = z.output<typeof settingsSchema>
export type SettingsChange = { readonly [K in keyof Settings]?: Settings[K] | undefined }

const defaults: Settings = {
  shopName: 'Étal',
  tagline: '',
  phone: '',
  email: '',
  address: '',
  openingHours: '',
  bankAccount: '',
  contactName: '',
  legalIdentity: '',
  siren: '',
  vatNumber: '',
  publisher: '',
  producerIds: '',
  vatNotice: '',
  mediator: '',
  host: '',
}

export async function getSettings(cx: Cx): Promise<Settings> {
  const stored = Object.fromEntries(await readSettings(cx))
  return settingsSchema.parse({ ...defaults, ...settingsSchema.partial().parse(stored) })
}

/** Changes the given settings and leaves the others. */
export const changeSettings = (cx: Cx, changes: SettingsChange): Promise<Settings> =>
  inTransaction(cx, async (tx) => {
    const { phone } = changes
    const kept = phone ? { ...changes, phone: e164OrAsIs(phone, 'FR') } : changes
    const given = Object.entries(kept).filter((entry): entry is [string, string] => entry[1] !== undefined)
    for (const [key, value] of given) await upsertSetting(tx, key, value)
    await notifyPurge(tx, ['shop'])
    await insertAuditEntry(tx, { action: 'settings.changed', subject: 'settings', data: Object.fromEntries(given) })
    // What the shop says about itself stands on every page.
    await notifyPurge(tx, ['theme'])
    return getSettings(tx)
  })
