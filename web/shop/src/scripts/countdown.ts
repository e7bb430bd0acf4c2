/** Counts the holds down. At nought the page is asked again once: only the server knows who holds what. */
export function runCountdowns(): void {
  const clocks = [...document.querySelectorAll<HTMLElement>('[data-until]')]
  if (clocks.length === 0) return
  const tick = (): void => {
    const left = clocks.map((clock) => show(clock))
    sayPolitely(Math.min(...left))
    if (!left.some((seconds) => seconds === 0)) return
    clearInterval(timer)
    if (!document.querySelector('[data-checkout]')) setTimeout(() => location.reload(), 1500)
  }
  const timer = setInterval(tick, 1000)
  tick()
}

function show(clock: HTMLElement): number {
  const seconds = Math.max(0, Math.ceil((Date.parse(clock.dataset.until ?? '') - Date.now()) / 1000))
  clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  return seconds
}

/** Aloud only at five, two and one minute: a clock that speaks every second is no help. The page brings the words. */
function sayPolitely(seconds: number): void {
  const voice = document.querySelector<HTMLElement>('[data-hold-voice]')
  const words = voice?.dataset[`m${seconds / 60}`]
  if (voice && words) voice.textContent = words
}
