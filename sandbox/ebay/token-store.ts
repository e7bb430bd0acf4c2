import { z } from 'zod'
import type { Machine } from '#sandbox/machine'

const Token = z.object({ token: z.string(), kind: z.enum(['user', 'application']), expires_at: z.string() })
export type TokenKind = z.output<typeof Token>['kind']

export const tokenSeconds = 7200

export function issueToken({ store, now, random }: Machine, kind: TokenKind): string {
  const noise = Array.from({ length: 24 }, () => Math.floor(random() * 36).toString(36)).join('')
  const token = `v^1.1#i^1#sandbox#${noise}`
  store.run('delete from ebay_tokens where expires_at <= ?', now().toISOString())
  const expiresAt = new Date(now().getTime() + tokenSeconds * 1000).toISOString()
  store.run('insert or replace into ebay_tokens (token, kind, expires_at) values (?, ?, ?)', token, kind, expiresAt)
  return token
}

export function findToken({ store, now }: Machine, token: string): { kind: TokenKind } | undefined {
  const row = store.get('select * from ebay_tokens where token = ? and expires_at > ?', token, now().toISOString())
  return row && Token.parse(row)
}

export const expireTokens = ({ store }: Machine): void => void store.run('delete from ebay_tokens')
