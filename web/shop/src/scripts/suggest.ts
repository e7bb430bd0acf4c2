const waitMs = 120

type Suggestion = { kind: 'artist' | 'product'; text: string; detail: string; slug: string | null }

/** Suggestions below the search field: arrows choose, Escape closes, Enter without a choice searches as usual. */
export function suggestWhileTyping(): void {
  const input = document.querySelector<HTMLInputElement>('[data-suggest]')
  const form = input?.form
  if (!input || !form) return
  const list = document.createElement('div')
  list.className = 'suggestions'
  list.id = 'suggestions'
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', input.placeholder)
  list.hidden = true
  form.append(list)
  input.setAttribute('role', 'combobox')
  input.setAttribute('aria-controls', list.id)
  input.setAttribute('aria-expanded', 'false')
  input.setAttribute('aria-autocomplete', 'list')

  let chosen = -1
  let asked = ''
  let timer = 0
  const links = (): HTMLAnchorElement[] => [...list.querySelectorAll('a')]
  const open = (isOpen: boolean): void => {
    list.hidden = !isOpen
    input.setAttribute('aria-expanded', String(isOpen))
    if (!isOpen) choose(-1)
  }
  const choose = (index: number): void => {
    chosen = index
    for (const [position, link] of links().entries()) link.setAttribute('aria-selected', String(position === index))
    const id = links()[index]?.id
    if (id) input.setAttribute('aria-activedescendant', id)
    else input.removeAttribute('aria-activedescendant')
  }
  const ask = async (): Promise<void> => {
    asked = input.value.trim()
    if (asked.length < 2) return open(false)
    const answer = await fetch(`${input.dataset.suggest}&q=${encodeURIComponent(asked)}`).catch(() => undefined)
    if (!answer?.ok || input.value.trim() !== asked) return
    const found: Suggestion[] = await answer.json()
    list.replaceChildren(...found.map((suggestion, index) => linkOf(suggestion, index, form.action)))
    choose(-1)
    open(found.length > 0)
  }
  input.addEventListener('input', () => {
    clearTimeout(timer)
    timer = window.setTimeout(ask, waitMs)
  })
  input.addEventListener('keydown', (event) => {
    const count = links().length
    if (event.key === 'Escape') open(false)
    if (list.hidden || count === 0) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      choose((chosen + (event.key === 'ArrowDown' ? 1 : count + (chosen < 0 ? 0 : -1))) % count)
    }
    if (event.key === 'Enter' && chosen >= 0) {
      event.preventDefault()
      links()[chosen]?.click()
    }
  })
  form.addEventListener('focusout', (event) => {
    if (!(event.relatedTarget instanceof Node && form.contains(event.relatedTarget))) open(false)
  })
}

function linkOf({ text, detail, slug, kind }: Suggestion, index: number, list: string): HTMLAnchorElement {
  const link = document.createElement('a')
  link.id = `suggestion-${index}`
  link.setAttribute('role', 'option')
  link.setAttribute('aria-selected', 'false')
  link.tabIndex = -1
  link.href =
    slug === null
      ? `${list}?q=${encodeURIComponent(text)}`
      : new URL(`${list.endsWith('records') ? 'record' : 'disque'}/${slug}`, list).href
  const name = document.createElement('span')
  name.textContent = text
  const more = document.createElement('small')
  more.textContent = kind === 'artist' ? `× ${detail}` : detail
  link.append(name, more)
  return link
}
