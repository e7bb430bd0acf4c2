/**
 * Photos over the whole screen: swipe or arrows turn, a press or the plus key zooms, Escape closes. Without scripts the
 * row of photos scrolls by itself and each photo opens as a file.
 */
export function openGallery(): void {
  const viewer = document.querySelector<HTMLDialogElement>('dialog.viewer')
  const strip = viewer?.querySelector<HTMLElement>('.large')
  followThumbs()
  if (!viewer || !strip) return
  const photos = [...strip.children]
  const zoomButton = viewer.querySelector<HTMLButtonElement>('[data-zoom]')
  const place = (): number => Math.round(strip.scrollLeft / Math.max(1, strip.clientWidth))
  const tell = (): void => {
    const words = viewer.querySelector('[data-place]')
    if (words) words.textContent = `${place() + 1} / ${photos.length}`
  }
  const zoom = (isZoomed: boolean): void => {
    const at = place()
    strip.classList.toggle('zoomed', isZoomed)
    zoomButton?.setAttribute('aria-pressed', String(isZoomed))
    const photo = photos[at]
    if (isZoomed && photo)
      photo.scrollTo((photo.scrollWidth - photo.clientWidth) / 2, (photo.scrollHeight - photo.clientHeight) / 2)
  }
  const turn = (to: number, behavior: ScrollBehavior = 'smooth'): void => {
    zoom(false)
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
    strip.scrollTo({ left: to * strip.clientWidth, behavior: calm ? 'instant' : behavior })
  }
  const show = (index: number): void => {
    for (const image of strip.querySelectorAll<HTMLImageElement>('img[data-src]')) {
      image.src = image.dataset.src ?? ''
      image.removeAttribute('data-src')
    }
    viewer.showModal()
    turn(index, 'instant')
    tell()
    strip.focus()
  }
  for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-photo]')) {
    link.addEventListener('click', (event) => {
      event.preventDefault()
      show(Number(link.dataset.photo))
    })
  }
  strip.addEventListener('scroll', tell, { passive: true })
  strip.addEventListener('click', () => zoom(!strip.classList.contains('zoomed')))
  zoomButton?.addEventListener('click', () => zoom(!strip.classList.contains('zoomed')))
  for (const button of viewer.querySelectorAll<HTMLElement>('[data-turn]'))
    button.addEventListener('click', () => turn(place() + Number(button.dataset.turn)))
  viewer.addEventListener('keydown', (event) => {
    const isZoomed = strip.classList.contains('zoomed')
    if (event.key === '+' || event.key === '-') zoom(event.key === '+')
    if (isZoomed || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return
    event.preventDefault()
    turn(place() + (event.key === 'ArrowRight' ? 1 : -1))
  })
  viewer.addEventListener('close', () => zoom(false))
}

/** A small picture brings its large one into view without moving the page. */
function followThumbs(): void {
  const slides = document.querySelector<HTMLElement>('.slides')
  const thumbs = [...document.querySelectorAll<HTMLAnchorElement>('[data-thumb]')]
  if (!slides || thumbs.length === 0) return
  const mark = (): void => {
    const at = Math.round(slides.scrollLeft / Math.max(1, slides.clientWidth))
    for (const [index, thumb] of thumbs.entries()) thumb.toggleAttribute('aria-current', index === at)
  }
  for (const [index, thumb] of thumbs.entries()) {
    thumb.addEventListener('click', (event) => {
      event.preventDefault()
      slides.scrollTo({ left: index * slides.clientWidth })
      mark()
    })
  }
  slides.addEventListener('scroll', mark, { passive: true })
  mark()
}
