import { type AccountId, isId, toId } from '#kernel/ids'

const prefix = 'channel:'

/** The account whose sale this is; undefined for orders of the own shop. */
export function channelAccountOf(source: string): AccountId | undefined {
  const id = source.startsWith(prefix) ? source.slice(prefix.length) : ''
  return isId(id) ? toId<AccountId>(id) : undefined
}
