import { z } from 'zod'

export const countries = ['FR', 'BE', 'LU', 'DE', 'ES', 'IT', 'NL', 'PT', 'AT', 'IE'] as const

const trimmed = (max: number) => z.string().trim().max(max, 'long')
const needed = (max: number) => trimmed(max).min(1, 'needed')

const fields = z.object({
  name: needed(120),
  email: needed(200).pipe(z.email('email')),
  phone: trimmed(40).regex(/^[+\d ().-]*$/, 'phone'),
  line1: needed(120),
  line2: trimmed(120),
  postcode: needed(12),
  city: needed(80),
  country: z.enum(countries, 'needed'),
  deliveryMethod: needed(40),
  payment: z.enum(['card', 'transfer'], 'needed'),
})

/** Only asked for when paying by card; they go straight to the provider and are never shown again. */
const cardFields = z.object({
  cardNumber: z
    .string()
    .transform((text) => text.replace(/[ -]/g, ''))
    .pipe(z.string().regex(/^\d{12,19}$/, 'card')),
  cardExpiry: z
    .string()
    .trim()
    .regex(/^(0[1-9]|1[0-2]) ?\/ ?\d{2}$/, 'expiry'),
  cardCvc: z
    .string()
    .trim()
    .regex(/^\d{3,4}$/, 'cvc'),
})

export type FieldName = keyof z.infer<typeof fields> | keyof z.infer<typeof cardFields>
export type Values = Readonly<Record<FieldName, string>>
/** Per field what is wrong with it: the key of its sentence in shop.json. */
export type Faults = Partial<Record<FieldName, string>>

const names = [...Object.keys(fields.shape), ...Object.keys(cardFields.shape)]

export const emptyValues = (): Values => readValues(new FormData())

/** The form as typed, so that nothing is lost when a field has to be corrected. */
export function readValues(form: FormData): Values {
  const typed = (name: string): string => {
    const value = form.get(name)
    return typeof value === 'string' ? value.slice(0, 500) : ''
  }
  const values = Object.fromEntries(names.map((name) => [name, typed(name)]))
  return { ...blank, ...values, country: values.country || 'FR' }
}

const blank: Values = {
  name: '',
  email: '',
  phone: '',
  line1: '',
  line2: '',
  postcode: '',
  city: '',
  country: 'FR',
  deliveryMethod: '',
  payment: '',
  cardNumber: '',
  cardExpiry: '',
  cardCvc: '',
}

export type CheckoutForm = z.infer<typeof fields> & {
  readonly card:
    | { readonly number: string; readonly expMonth: number; readonly expYear: number; readonly cvc: string }
    | undefined
}

/** Checks everything at once: all faults, each beside its field, or the form ready to be sent. */
export function checkForm(values: Values): { faults: Faults } | { form: CheckoutForm } {
  const main = fields.safeParse(values)
  const card = values.payment === 'card' ? cardFields.safeParse(values) : undefined
  if (!main.success || card?.success === false) {
    return { faults: { ...faultsOf(main.error), ...faultsOf(card?.error) } }
  }
  return { form: { ...main.data, card: card?.data && toCard(card.data) } }
}

function toCard({ cardNumber, cardExpiry, cardCvc }: z.infer<typeof cardFields>) {
  const [month = '', year = ''] = cardExpiry.split('/')
  return { number: cardNumber, expMonth: Number(month), expYear: 2000 + Number(year), cvc: cardCvc }
}

function faultsOf(error: z.ZodError | undefined): Faults {
  const issues = error?.issues ?? []
  // The first fault of a field is the one that helps.
  return Object.fromEntries(issues.toReversed().map((issue) => [String(issue.path[0]), issue.message]))
}
