/** Links that lead to a form open it where one is; without scripts they lead to its page. */
export function openSheets(): void {
  for (const link of document.querySelectorAll<HTMLElement>('[data-opens]')) {
    const sheet = document.getElementById(link.dataset.opens ?? '')
    if (!(sheet instanceof HTMLDialogElement)) continue
    link.addEventListener('click', (event) => {
      event.preventDefault()
      sheet.showModal()
    })
  }
  for (const button of document.querySelectorAll('dialog [data-closes]'))
    button.addEventListener('click', () => button.closest('dialog')?.close())
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-share]')) {
    button.hidden = false
    button.addEventListener('click', () => void share(button))
  }
}

/** By the phone's own sheet where there is one, else onto the clipboard. */
async function share(button: HTMLButtonElement): Promise<void> {
  const url = document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href ?? location.href
  try {
    if (navigator.share) await navigator.share({ title: document.title, url })
    else {
      await navigator.clipboard.writeText(url)
      button.textContent = button.dataset.share ?? ''
    }
  } catch {
    // Closing the sheet is an answer, too.
  }
}
