import { type TokenId, toId } from '#kernel/ids'
import type { Cx } from '#platform/cx'

export const findOwner = (cx: Cx) =>
  cx.db.selectFrom('users').select(['id', 'email']).where('role', '=', 'owner').orderBy('createdAt').executeTakeFirst()

export const findUserByEmail = (cx: Cx, email: string) =>
  cx.db.selectFrom('users').select(['id', 'email', 'role']).where('email', '=', email.toLowerCase()).executeTakeFirst()

export const findUser = (cx: Cx, id: string) =>
  cx.db
    .selectFrom('users')
    .select(['id', 'name', 'email', 'role', 'lang', 'twoFactorEnabled'])
    .where('id', '=', id)
    .executeTakeFirst()

export const findTokenByHash = (cx: Cx, tokenHash: string) =>
  cx.db
    .selectFrom('apiTokens')
    .select(['id', 'name', 'scopes'])
    .where('tokenHash', '=', tokenHash)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()

export type Token = {
  readonly id: TokenId
  readonly name: string
  readonly scopes: string[]
  readonly createdAt: Date
  readonly createdBy: string
  readonly lastUsedAt: Date | null
  readonly revokedAt: Date | null
}

const tokensMax = 500

/** Every token that was ever made, newest first. */
export async function listTokens(cx: Cx): Promise<Token[]> {
  const rows = await cx.db
    .selectFrom('apiTokens')
    .select(['id', 'name', 'scopes', 'createdAt', 'createdBy', 'lastUsedAt', 'revokedAt'])
    .orderBy('createdAt', 'desc')
    .limit(tokensMax)
    .execute()
  return rows.map((row) => ({ ...row, id: toId<TokenId>(row.id) }))
}

export async function readSettings(cx: Cx): Promise<Map<string, unknown>> {
  const rows = await cx.db.selectFrom('settings').select(['key', 'value']).execute()
  return new Map(rows.map(({ key, value }) => [key, value]))
}

type MailFilter = { readonly before: string | undefined; readonly limit: number }

/** Mails, newest first; ids are made in time order, so the id is the cursor. */
export function selectMails(cx: Cx, { before, limit }: MailFilter) {
  const mails = cx.db
    .selectFrom('mails')
    .select(['id', 'recipient', 'subject', 'state', 'lastError', 'attempts', 'createdAt', 'sentAt'])
    .orderBy('id', 'desc')
    .limit(limit)
  return (before === undefined ? mails : mails.where('id', '<', before)).execute()
}

export const findMail = (cx: Cx, id: string) =>
  cx.db.selectFrom('mails').selectAll().where('id', '=', id).executeTakeFirst()
