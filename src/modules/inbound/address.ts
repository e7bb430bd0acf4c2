import type { AccountId } from '#kernel/ids'
import type { Cx } from '#platform/cx'

type Whose = { readonly channel: string; readonly accountId: AccountId }

/** The address a vendor is told to push to. */
export const addressOf = ({ outside }: Pick<Cx, 'outside'>, { channel, accountId }: Whose): string =>
  `${outside.publicUrl ?? ''}/api/v1/hooks/${channel}/${accountId}`

/**
 * Whether a vendor can reach us: from the internet only by https and a public name. A vendor on this very machine or
 * network, as the sandbox is, reaches every address.
 */
export function isReachable(publicUrl: string | undefined, vendorUrl: unknown): boolean {
  if (!publicUrl) return false
  if (typeof vendorUrl === 'string' && URL.canParse(vendorUrl) && isNear(new URL(vendorUrl).hostname)) return true
  const { protocol, hostname } = new URL(publicUrl)
  return protocol === 'https:' && !isNear(hostname)
}

const nearAddress =
  /^(localhost|\[::1\]|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)|\.(localhost|local|internal|test)$/

const isNear = (hostname: string): boolean => nearAddress.test(hostname) || !hostname.includes('.')
