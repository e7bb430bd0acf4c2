type PaymentError = { readonly message?: string; readonly code?: string; readonly decline_code?: string }
type Elements = {
  create(kind: 'payment'): { mount(target: string): void; on(event: 'ready', tell: () => void): void }
  submit(): Promise<{ error?: PaymentError }>
}
type StripeObject = {
  elements(options: { clientSecret: string; locale: string }): Elements
  confirmPayment(request: {
    elements: Elements
    confirmParams: { return_url: string }
  }): Promise<{ error?: PaymentError }>
}

declare global {
  interface Window {
    Stripe?: (publicKey: string) => StripeObject
  }
}

const loadMsMax = 20_000

/** Loads the provider's own script, which puts its fields into a frame of its own: no card is ever typed into our page. */
function load(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script')
    script.src = address
    script.addEventListener('load', () => resolve())
    script.addEventListener('error', () => reject(new Error('not loaded')))
    document.head.append(script)
    setTimeout(() => reject(new Error('too slow')), loadMsMax)
  })
}

async function offerPayment(form: HTMLFormElement): Promise<void> {
  const {
    script = '',
    key = '',
    secret = '',
    return: returnUrl = '',
    lang = 'fr',
    busy = '',
    failed = '',
    declines = '{}',
  } = form.dataset
  const ourWords: Readonly<Record<string, string>> = JSON.parse(declines)
  const button = form.querySelector<HTMLButtonElement>('[data-pay-submit]')
  const fault = form.querySelector<HTMLElement>('[data-pay-error]')
  const say = (text: string): void => {
    if (!fault) return
    fault.textContent = text
    fault.hidden = text === ''
  }
  const ready = (isReady: boolean): void => {
    if (button) button.disabled = !isReady
  }
  try {
    await load(script)
  } catch {
    return say(failed)
  }
  const stripe = window.Stripe?.(key)
  if (!stripe) return say(failed)
  const elements = stripe.elements({ clientSecret: secret, locale: lang })
  const element = elements.create('payment')
  element.on('ready', () => {
    form.querySelector('[data-pay-loading]')?.remove()
    ready(true)
  })
  element.mount('#payment-element')
  const words = button?.textContent ?? ''
  const rest = (): void => {
    ready(true)
    if (button) button.textContent = words
  }
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    if (button?.disabled) return
    ready(false)
    if (button) button.textContent = busy
    say('')
    const checked = await elements.submit()
    const { error } = checked.error
      ? checked
      : await stripe.confirmPayment({ elements, confirmParams: { return_url: new URL(returnUrl, location.href).href } })
    if (!error) return
    // Paid or ended in another tab: only the server knows.
    if (error.code === 'payment_intent_unexpected_state') return location.reload()
    say(ourWords[error.decline_code ?? ''] ?? ourWords[error.code ?? ''] ?? error.message ?? failed)
    rest()
  })
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload()
  })
}

const form = document.querySelector<HTMLFormElement>('[data-pay]')
if (form) void offerPayment(form)
