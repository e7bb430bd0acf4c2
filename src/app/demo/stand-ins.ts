import { Refusal, refuse } from '#kernel/refusal'
import { connectAccount, type JsonObject } from '#modules/channels'
import type { Cx } from '#platform/cx'
import { connectedChannels, findSandboxUrl } from './queries.ts'

type StandIn = {
  readonly channel: string
  readonly label: string
  readonly credentials: JsonObject
  readonly settings?: JsonObject
  /** Connected at the first start; the others wait for a press in the office, so that the demo is soon complete. */
  readonly isFromTheStart?: true
}

/** The invented sellers of the sandbox, and what their vendors ask of them. */
const standIns: readonly StandIn[] = [
  {
    channel: 'discogs',
    label: 'Discogs (bac à sable)',
    credentials: { token: 'sandbox-discogs-token' },
    isFromTheStart: true,
  },
  {
    channel: 'ebay',
    label: 'eBay (bac à sable)',
    credentials: {
      clientId: 'sandbox-ebay-client',
      clientSecret: 'sandbox-ebay-secret',
      refreshToken: 'sandbox-ebay-refresh',
    },
    // eBay pushes only to sellers who can be told when it fails.
    settings: { alertEmail: 'boutique@example.org' },
    isFromTheStart: true,
  },
  { channel: 'mirakl', label: 'Mirakl (bac à sable)', credentials: { apiKey: 'sandbox-mirakl-key' } },
  {
    channel: 'vinted-pro',
    label: 'Vinted Pro (bac à sable)',
    credentials: { token: 'sandbox-vinted-access,sandbox-vinted-signing' },
  },
  {
    channel: 'shopify',
    label: 'Shopify (bac à sable)',
    credentials: { token: 'sandbox-shopify-token', appSecret: 'sandbox-shopify-secret' },
  },
  {
    channel: 'woocommerce',
    label: 'WooCommerce (bac à sable)',
    credentials: { consumerKey: 'ck_sandbox_woocommerce', consumerSecret: 'cs_sandbox_woocommerce' },
  },
  {
    channel: 'prestashop',
    label: 'PrestaShop (bac à sable)',
    credentials: { key: 'SANDBOXPRESTASHOPKEY000000000001' },
  },
  { channel: 'leboncoin', label: 'Leboncoin', credentials: {} },
]

/** Short enough to watch a sale happen; real marketplaces are asked at the pace their connector names. */
const ordersPollMs = 1500

export async function connectFirstStandIns(cx: Cx, sandboxUrl: string): Promise<void> {
  for (const standIn of standIns.filter(({ isFromTheStart }) => isFromTheStart)) await connect(cx, standIn, sandboxUrl)
}

/** The stand-ins that nobody has connected yet; none where the sandbox does not run. */
export async function waitingStandIns(cx: Cx): Promise<{ channel: string; label: string }[]> {
  if ((await findSandboxUrl(cx)) === undefined) return []
  const known = await connectedChannels(cx)
  return standIns.filter(({ channel }) => !known.has(channel)).map(({ channel, label }) => ({ channel, label }))
}

/** Refuses `demo.no-stand-in` for an unknown channel, and where the sandbox does not run. */
export async function connectStandIn(cx: Cx, channel: string): Promise<void> {
  const standIn = standIns.find((candidate) => candidate.channel === channel)
  const sandboxUrl = await findSandboxUrl(cx)
  if (!standIn || !sandboxUrl) return refuse('demo.no-stand-in', { channel })
  await connect(cx, standIn, sandboxUrl)
}

/** Connected before is as good: two may press at once, and a retry finds what an earlier try has done. */
async function connect(cx: Cx, { channel, label, credentials, settings }: StandIn, sandboxUrl: string): Promise<void> {
  const where = {
    baseUrl: `${sandboxUrl}/${channel}`,
    pollMs: ordersPollMs,
    ...(cx.outside.publicUrl === undefined ? {} : { publicUrl: cx.outside.publicUrl }),
  }
  const account = { channel, label, credentials, settings: { ...where, ...settings } }
  await connectAccount(cx, account).catch((error: unknown) => {
    if (!(error instanceof Refusal && error.code === 'channels.label-taken')) throw error
  })
}
