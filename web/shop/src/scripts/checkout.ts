/** The total follows the chosen delivery, another country asks for its prices by itself, and one click orders once. */
export function improveCheckout(): void {
  const form = document.querySelector<HTMLFormElement>('[data-checkout]')
  if (!form) return
  const sayAbout = aboutWriter(form)
  const money = new Intl.NumberFormat(document.documentElement.dataset.locale ?? 'fr-FR', {
    style: 'currency',
    currency: 'EUR',
  })
  const write = (selector: string, text: string): void => {
    for (const element of form.querySelectorAll(selector)) element.textContent = text
  }
  proposeTowns(form)
  const update = form.querySelector<HTMLButtonElement>('[data-update]')
  if (update) update.hidden = true
  form.addEventListener('change', (event) => {
    const { target } = event
    if (target instanceof HTMLSelectElement && 'country' in target.dataset && update) {
      update.hidden = false
      form.requestSubmit(update)
    }
    if (!(target instanceof HTMLInputElement && target.dataset.price)) return
    if ('requote' in form.dataset && update) {
      update.hidden = false
      form.requestSubmit(update)
      return
    }
    const delivery = Number(target.dataset.price)
    const total = Number(form.dataset.items) + delivery
    write('[data-delivery]', money.format(delivery / 100))
    write('[data-total]', money.format(total / 100))
    sayAbout({ delivery, total })
    const shown = form.querySelector<HTMLInputElement>('[data-shown-total]')
    if (shown) shown.value = String(total)
  })
  let isSent = false
  form.addEventListener('submit', (event) => {
    if (isSent) event.preventDefault()
    isSent = true
    form.classList.add('sent')
  })
  addEventListener('pageshow', () => {
    isSent = false
    form.classList.remove('sent')
  })
}

/** In the reader's other currency, as the server says it: whole units of it, rounded half up. */
function aboutWriter(form: HTMLFormElement): (amounts: Readonly<Record<string, number>>) => void {
  const { currency } = form.dataset
  if (!currency) return () => {}
  const { words, rateMicro, decimals, format } = JSON.parse(currency)
  const money = new Intl.NumberFormat(document.documentElement.dataset.locale ?? 'fr-FR', format)
  return (amounts) => {
    for (const [name, amountMinor] of Object.entries(amounts)) {
      const units = Math.round((amountMinor * rateMicro) / 10 ** (8 - decimals)) / 10 ** decimals
      for (const place of form.querySelectorAll(`[data-about="${name}"]`))
        place.textContent = words.replace('{{amount}}', money.format(units))
    }
  }
}

/** A postcode proposes its towns; the only one is filled in where nothing was typed. Without scripts the page says the same after sending. */
function proposeTowns(form: HTMLFormElement): void {
  const field = (name: string) => form.querySelector<HTMLInputElement>(`#${name}`)
  const [postcode, city, list] = [field('postcode'), field('city'), form.querySelector('#towns')]
  if (!postcode || !city || !list) return
  postcode.addEventListener('change', async () => {
    const country = form.querySelector<HTMLSelectElement>('#country')?.value ?? ''
    const query = new URLSearchParams({ country, postcode: postcode.value })
    const answer = await fetch(`/shop-towns?${query}`).catch(() => undefined)
    if (!answer?.ok) return
    const { towns }: { towns: string[] } = await answer.json()
    list.replaceChildren(...towns.map((town) => new Option(town, town)))
    // Never into a field somebody is typing in: the town would stand there twice.
    const isTyping = document.activeElement === city
    if (towns[0] && towns.length === 1 && city.value === '' && !isTyping) city.value = towns[0]
  })
}
