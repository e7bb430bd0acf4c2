// Keeps the list and the orders fresh while the page is in sight. Without this file the page works, it only stands still.
const live = document.querySelector('#live')
const address = new URL(location.href)
address.searchParams.set('part', 'live')

async function refresh() {
  if (document.hidden) return
  const response = await fetch(address, { headers: { Accept: 'text/html' } })
  const fresh = await response.text()
  if (!response.ok || fresh === live.dataset.shown) return
  const focused = document.activeElement?.id
  live.innerHTML = fresh
  live.dataset.shown = fresh
  if (focused) document.getElementById(focused)?.focus()
}

setInterval(() => refresh().catch(() => undefined), 1500)
