/** Banners follow one another until somebody stops them, points at them or works in them; never for who asked for less motion. */
const everyMs = 7000

function rotate(root: HTMLElement): void {
  const slides = [...root.querySelectorAll<HTMLElement>('[data-slide]')]
  const controls = root.querySelector<HTMLElement>('[data-controls]')
  const pause = root.querySelector<HTMLButtonElement>('[data-pause]')
  if (slides.length < 2 || !controls || !pause) return
  controls.hidden = false
  let shown = 0
  let isBusy = false
  const show = (index: number): void => {
    shown = (index + slides.length) % slides.length
    for (const [at, slide] of slides.entries()) slide.hidden = at !== shown
  }
  const stop = (isStopped: boolean): void => {
    root.toggleAttribute('data-stopped', isStopped)
    pause.setAttribute('aria-label', (isStopped ? pause.dataset.playLabel : pause.dataset.pauseLabel) ?? '')
    // What moves by itself is not read out; what a reader turns herself is.
    root.querySelector('[data-slides]')?.setAttribute('aria-live', isStopped ? 'polite' : 'off')
  }
  stop(matchMedia('(prefers-reduced-motion: reduce)').matches)
  pause.addEventListener('click', () => stop(!root.hasAttribute('data-stopped')))
  for (const button of root.querySelectorAll<HTMLElement>('[data-step]'))
    button.addEventListener('click', () => {
      stop(true)
      show(shown + Number(button.dataset.step))
    })
  for (const name of ['pointerenter', 'focusin']) root.addEventListener(name, () => (isBusy = true))
  for (const name of ['pointerleave', 'focusout']) root.addEventListener(name, () => (isBusy = false))
  setInterval(() => !isBusy && !root.hasAttribute('data-stopped') && show(shown + 1), everyMs)
}

for (const root of document.querySelectorAll<HTMLElement>('[data-banners]')) rotate(root)
