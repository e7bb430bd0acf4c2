import type { ShopLocals } from '#app/shop'
import type { ProductId, VariantId } from '#kernel/ids'
import { Refusal } from '#kernel/refusal'
import { startThread } from '#modules/messages'
import { askQuestion } from '#modules/questions'

/** Keys of `form.fault` by field; `all` is about the whole form. */
export type Faults = { readonly [field: string]: string | undefined }

/** What a visitor typed, cut to what is kept. People never see `website`; programs fill it in. */
export function readVisitorForm(form: FormData | undefined, fields: readonly string[]) {
  const given = (name: string): string =>
    String(form?.get(name) ?? '')
      .trim()
      .slice(0, name === 'body' ? 4000 : 160)
  return {
    values: Object.fromEntries(fields.map((field) => [field, given(field)])),
    isTrapped: given('website') !== '',
  }
}

const emailShape = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/

export function faultsIn(values: Readonly<Record<string, string>>, needed: readonly string[]): Faults {
  const missing = Object.fromEntries(needed.filter((field) => !values[field]).map((field) => [field, 'needed']))
  return values.email && !emailShape.test(values.email) ? { ...missing, email: 'email' } : missing
}

type Question = {
  readonly productId: ProductId
  readonly variantId: VariantId
  readonly values: Readonly<Record<string, string>>
}

/** Undefined when it was kept, else why not. */
export const sendQuestion = (
  { cx, lang, ip }: ShopLocals,
  { productId, variantId, values }: Question,
): Promise<'too-many' | undefined> =>
  unlessFlood(
    askQuestion(cx, {
      productId,
      variantId,
      lang,
      ip,
      author: values.author ?? '',
      email: values.email || null,
      body: values.body ?? '',
    }),
  ).then((sent) => (sent === 'too-many' ? sent : undefined))

/** The key of the new conversation. */
export const sendMessage = (
  { cx, lang, ip }: ShopLocals,
  values: Readonly<Record<string, string>>,
): Promise<string | 'too-many'> =>
  unlessFlood(
    startThread(cx, {
      lang,
      ip,
      name: values.name ?? '',
      email: values.email ?? '',
      subject: values.subject ?? '',
      body: values.body ?? '',
      sku: values.sku || undefined,
      orderNumber: values.order || undefined,
    }),
  )

const unlessFlood = <T>(work: Promise<T>): Promise<T | 'too-many'> =>
  work.catch((error: unknown) => {
    if (error instanceof Refusal && error.code === 'request.too-many') return 'too-many' as const
    throw error
  })
