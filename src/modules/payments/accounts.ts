import { z } from 'zod'
import { refuse } from '#kernel/refusal'
import { type Cx, inTransaction, type MaybeTx } from '#platform/cx'
import { readSecret, writeSecret } from '#platform/secrets'
import type { PaymentProvider } from './provider.ts'

export type AccountView = {
  readonly provider: string
  /** False while only the stand-in is reached, or nothing is set up. */
  readonly isConnected: boolean
  readonly isOffered: boolean
  readonly isLive: boolean
  readonly publicKey: string
  readonly hasSecretKey: boolean
  readonly hasWebhookSecret: boolean
  readonly webhookId: string
  readonly descriptor: string
}

export type AccountWish = {
  readonly isOffered: boolean
  readonly isLive: boolean
  readonly publicKey: string
  readonly webhookId: string
  readonly descriptor: string
  /** Empty keeps the secret that is stored. */
  readonly secretKey: string
  readonly webhookSecret: string
}

const Secrets = z.object({ secretKey: z.string(), webhookSecret: z.string() })
const secretName = (provider: string): string => `payments.${provider}`

/** The provider as this shop reaches it. Refuses `payment.provider-unknown` for one that is not set up. */
export async function getProvider(cx: Cx, name: string): Promise<PaymentProvider> {
  const connector = cx.outside.paymentProviders[name]
  if (!connector) refuse('payment.provider-unknown', { provider: name })
  const row = await findRow(cx, name)
  const secrets = row && Secrets.safeParse(await readSecret(cx, secretName(name)))
  if (row && secrets?.success) return connector.open({ ...row, ...secrets.data })
  return connector.preset ?? refuse('payment.provider-unknown', { provider: name })
}

/** Every provider this shop could use, with what is set up of it; secrets stay where they are. */
export async function listAccounts(cx: Cx): Promise<AccountView[]> {
  const views: AccountView[] = []
  for (const connector of Object.values(cx.outside.paymentProviders ?? {})) {
    const row = await findRow(cx, connector.name)
    const secrets = Secrets.safeParse(row && (await readSecret(cx, secretName(connector.name))))
    views.push({
      provider: connector.name,
      isConnected: row !== undefined && secrets.success,
      isOffered: row ? row.isOffered : connector.preset !== undefined,
      isLive: row?.isLive ?? false,
      publicKey: row?.publicKey ?? '',
      hasSecretKey: secrets.success && secrets.data.secretKey !== '',
      hasWebhookSecret: secrets.success && secrets.data.webhookSecret !== '',
      webhookId: row?.webhookId ?? '',
      descriptor: row?.descriptor ?? '',
    })
  }
  return views
}

/** What the checkout offers, in the order of `paymentProviders`; a test moves no money. */
export async function offeredProviders(cx: Cx): Promise<{ provider: string; isTest: boolean }[]> {
  const accounts = await listAccounts(cx)
  return accounts.flatMap(({ provider, isOffered, isLive }) => (isOffered ? [{ provider, isTest: !isLive }] : []))
}

/**
 * Keys of the shop's own, or, without any, whether the provider is offered: its stand-in where one runs, else it can only be
 * switched off. Refuses `payment.provider-unknown`, and `payment.key-missing` naming the key that is not there.
 */
export const saveAccount = (cx: MaybeTx, provider: string, wish: AccountWish): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const connector = tx.outside.paymentProviders[provider]
    if (!connector) refuse('payment.provider-unknown', { provider })
    const known = Secrets.safeParse(await readSecret(tx, secretName(provider)))
    const secretKey = wish.secretKey || (known.success ? known.data.secretKey : '')
    const webhookSecret = wish.webhookSecret || (known.success ? known.data.webhookSecret : '')
    const hasKeys = secretKey !== ''
    const wantsKeys = wish.publicKey !== '' || wish.isLive || (wish.isOffered && !connector.preset)
    if (!hasKeys && wantsKeys) refuse('payment.key-missing', { field: 'secretKey' })
    if (hasKeys && wish.publicKey === '') refuse('payment.key-missing', { field: 'publicKey' })
    if (hasKeys) await writeSecret(tx, secretName(provider), { secretKey, webhookSecret })
    const { isOffered, isLive, publicKey, webhookId, descriptor } = wish
    const row = {
      provider,
      isOffered,
      isLive,
      publicKey,
      webhookId,
      descriptor,
      updatedAt: tx.now(),
      updatedBy: tx.actor.id,
    }
    await tx.db
      .insertInto('paymentAccounts')
      .values(row)
      .onConflict((conflict) => conflict.column('provider').doUpdateSet(row))
      .execute()
  })

const findRow = (cx: Cx, provider: string) =>
  cx.db
    .selectFrom('paymentAccounts')
    .select(['isOffered', 'isLive', 'publicKey', 'webhookId', 'descriptor'])
    .where('provider', '=', provider)
    .executeTakeFirst()
