const everyMs = 15_000

type States = Record<string, { state: string; words: string }>

/** While the page is looked at, asks now and then whether its copies are still to be had, and shows what has changed. */
export function watchAvailability(): void {
  const shown = [...document.querySelectorAll<HTMLElement>('[data-variant]')]
  if (shown.length === 0) return
  const ids = [...new Set(shown.map((element) => element.dataset.variant ?? ''))].slice(0, 60)
  const address = `/shop-state?lang=${document.documentElement.lang}&v=${ids.join(',')}`
  const look = async (): Promise<void> => {
    if (document.hidden) return
    const answer = await fetch(address).catch(() => undefined)
    if (!answer?.ok) return
    const states: States = await answer.json()
    for (const element of shown) apply(element, states[element.dataset.variant ?? ''])
  }
  setInterval(look, everyMs)
  document.addEventListener('visibilitychange', look)
}

function apply(element: HTMLElement, now: States[string] | undefined): void {
  const before = element.dataset.availability ?? ''
  if (!now || now.state === before) return
  element.dataset.availability = now.state
  if ('reload' in element.dataset) location.reload()
  else if (element.classList.contains('buy')) void refreshBuying()
  else {
    element.classList.remove(before)
    element.classList.add(now.state)
    const words = element.querySelector('[data-state]')
    if (words) words.textContent = now.words
  }
}

/** Replaces the part with price and button by what the server says now. */
async function refreshBuying(): Promise<void> {
  const text = await (await fetch(location.href)).text()
  const fresh = new DOMParser().parseFromString(text, 'text/html').querySelector('[data-live]')
  if (fresh) document.querySelector('[data-live]')?.replaceWith(fresh)
  else location.reload()
}
