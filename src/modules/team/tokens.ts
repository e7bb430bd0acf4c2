import { createHash, randomBytes } from 'node:crypto'
import { newId, type TokenId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { type Actor, type Cx, inTransaction } from '#platform/cx'
import { isAllowed } from '#platform/http'
import { findTokenByHash } from './queries.ts'
import { endToken, insertAuditEntry, insertToken, touchToken } from './store.ts'

const prefix = 'etal_'

/** Tokens are 256 random bits, so a plain hash is enough: there is nothing to guess. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

export const newSecretToken = (): string => randomBytes(32).toString('base64url')

/**
 * Makes an API token with these scopes. The token is in the answer and nowhere else. Refuses `team.scope-not-yours`
 * when the maker would give more than they have.
 */
export const createToken = (cx: Cx, { name, scopes }: { name: string; scopes: readonly string[] }) =>
  inTransaction(cx, async (tx) => {
    const beyond = scopes.filter((scope) => !isAllowed(tx.actor, scope))
    if (beyond.length > 0) refuse('team.scope-not-yours', { scopes: beyond })
    const id = newId<TokenId>(tx.now())
    const token = prefix + newSecretToken()
    await insertToken(tx, { id, name, tokenHash: hashToken(token), scopes: [...new Set(scopes)] })
    await insertAuditEntry(tx, { action: 'token.created', subject: `token:${id}`, data: { name, scopes: [...scopes] } })
    return { id, token }
  })

/** Ends a token at once. Refuses `team.token-not-found` for one that is unknown or already ended. */
export const revokeToken = (cx: Cx, tokenId: TokenId): Promise<void> =>
  inTransaction(cx, async (tx) => {
    if (!(await endToken(tx, tokenId))) refuse('team.token-not-found', { tokenId })
    await insertAuditEntry(tx, { action: 'token.revoked', subject: `token:${tokenId}` })
  })

/** Who a bearer token speaks for, or undefined when it is unknown or revoked. */
export async function actorOfToken(cx: Cx, token: string): Promise<Actor | undefined> {
  if (!token.startsWith(prefix)) return undefined
  const found = await findTokenByHash(cx, hashToken(token))
  if (!found) return undefined
  await touchToken(cx, found.id)
  return { id: `token:${found.id}`, name: found.name, permissions: new Set(found.scopes) }
}
