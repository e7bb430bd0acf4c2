import type { APIRoute } from 'astro'
import { z } from 'zod'
import { refuse } from '#kernel/refusal'
import { passkeys } from '#modules/logins'
import { attempt, deviceOf, letIn } from '../model/session.ts'

const text = z.string().max(20_000)
const credential = {
  id: z.string().max(1500),
  rawId: z.string().max(1500),
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}).passthrough(),
}
const made = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: text,
    attestationObject: text,
    transports: z.array(z.string().max(40)).max(10).optional(),
  }),
})
const shown = z.object({
  ...credential,
  response: z.object({ clientDataJSON: text, authenticatorData: text, signature: text, userHandle: text.optional() }),
})

const asked = z.discriminatedUnion('step', [
  z.object({ step: z.literal('offer') }),
  z.object({ step: z.literal('add'), name: z.string().trim().max(80), response: made }),
  z.object({ step: z.literal('ask') }),
  z.object({ step: z.literal('sign-in'), next: z.string().max(40), response: shown }),
])

/** The four exchanges a passkey needs; the only part of the account that cannot be a form. */
export const POST: APIRoute = async ({ request, locals, cookies }) => {
  const body = asked.safeParse(await request.json().catch(() => undefined))
  if (!body.success) return Response.json({ fault: 'malformed' }, { status: 400 })
  const { value, fault } = await attempt(locals, () => answer(body.data, { request, locals, cookies }))
  return fault ? Response.json({ fault }, { status: 422 }) : Response.json(value)
}

type Asked = z.infer<typeof asked>
type Around = Pick<Parameters<APIRoute>[0], 'request' | 'locals' | 'cookies'>

async function answer(body: Asked, { request, locals, cookies }: Around): Promise<unknown> {
  const { cx, shop, publicUrl, customer, ip } = locals
  const site = { publicUrl, shopName: shop.shopName }
  if (body.step === 'ask') return passkeys.ask(cx, { ...site, ip })
  if (body.step === 'sign-in') {
    const outcome = await passkeys.signIn(cx, {
      ...site,
      ip,
      device: deviceOf(request),
      next: body.next,
      response: withoutGaps(body.response),
    })
    return { to: await letIn(locals, cookies, outcome) }
  }
  if (!customer) return refuse('request.not-signed-in', {})
  if (body.step === 'offer') return passkeys.offer(cx, customer, site)
  await passkeys.add(cx, customer, { ...site, name: body.name || '–', response: withoutGaps(body.response) })
  return { done: true }
}

/** Absent is absent: the library's types know no undefined. */
const withoutGaps = <T>(value: T): T => JSON.parse(JSON.stringify(value))
