/** A small picture shows itself large in place; without scripts it opens as a file. */
export function openGallery(): void {
  const large = document.querySelector<HTMLImageElement>('.gallery .sleeve img')
  const links = [...document.querySelectorAll<HTMLAnchorElement>('[data-gallery]')]
  if (!large) return
  for (const link of links) {
    link.addEventListener('click', (event) => {
      event.preventDefault()
      large.src = link.href
      large.alt = link.querySelector('img')?.alt ?? large.alt
      for (const other of links) other.toggleAttribute('aria-current', other === link)
    })
  }
}
