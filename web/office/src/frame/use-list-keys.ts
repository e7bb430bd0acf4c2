import { useHotkeys } from '@mantine/hooks'

/** j and k walk along the rows of whatever list is shown (Enter follows the focused link), / goes to its search field. */
export function useListKeys(): void {
  useHotkeys([
    ['j', () => walk(1)],
    ['k', () => walk(-1)],
    ['/', () => document.querySelector<HTMLInputElement>('main [data-search]')?.focus()],
  ])
}

function walk(step: 1 | -1): void {
  const rows: Element[] = [...document.querySelectorAll('main [data-row]')]
  const at = document.activeElement ? rows.indexOf(document.activeElement) : -1
  const next = at === -1 ? rows[0] : rows[at + step]
  if (!(next instanceof HTMLElement)) return
  next.focus()
  next.scrollIntoView({ block: 'nearest' })
}
