import { z } from 'zod'
import { e164Of } from '#platform/phone'

export const countries = ['FR', 'BE', 'LU', 'DE', 'ES', 'IT', 'NL', 'PT', 'AT', 'IE'] as const

/** The ways to pay as the form names them; the first two are confirmed at their provider. */
const paymentChoices = ['stripe', 'paypal', 'transfer', 'cash'] as const

const trimmed = (max: number) => z.string().trim().max(max, 'long')
const needed = (max: number) => trimmed(max).min(1, 'needed')

const fields = z.object({
  name: needed(120),
  email: needed(200).pipe(z.email('email')),
  phone: trimmed(40),
  line1: needed(120),
  line2: trimmed(120),
  postcode: needed(12),
  city: needed(80),
  country: z.enum(countries, 'needed'),
  deliveryMethod: needed(40),
  relayPlace: trimmed(80),
  relayPointId: trimmed(40),
  slot: trimmed(20),
  marketDayId: trimmed(40),
  payment: z.enum(paymentChoices, 'needed'),
})

export type FieldName = keyof z.infer<typeof fields>
export type Values = Readonly<Record<FieldName, string>>
/** Per field what is wrong with it: the key of its sentence in shop.json. */
export type Faults = Partial<Record<FieldName, string>>

const names = Object.keys(fields.shape)

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
  relayPlace: '',
  relayPointId: '',
  slot: '',
  marketDayId: '',
  payment: '',
}

export type CheckoutForm = z.infer<typeof fields>

/**
 * Checks everything at once: all faults, each beside its field, or the form ready to be sent. A telephone number may be left out; one
 * without + is dialled in the country of the address.
 */
export function checkForm(values: Values): { faults: Faults } | { form: CheckoutForm } {
  const checked = fields.safeParse(values)
  const phone = values.phone.trim() === '' ? '' : e164Of(values.phone, values.country)
  if (checked.success && phone !== undefined) return { form: { ...checked.data, phone } }
  return { faults: { ...(phone === undefined && { phone: 'phone' }), ...(checked.error && faultsOf(checked.error)) } }
}

function faultsOf({ issues }: z.ZodError): Faults {
  // The first fault of a field is the one that helps.
  return Object.fromEntries(issues.toReversed().map((issue) => [String(issue.path[0]), issue.message]))
}
