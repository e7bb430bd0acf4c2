import { html } from 'hono/html'
import { type Fragment, layout } from './layout.ts'
import type { Shelf, ShelfItem, ShelfOrder } from './shelf.ts'
import { type Lang, moneyText, say, timeText } from './words.ts'

export type MarketView = {
  lang: Lang
  text: string
  isForSaleOnly: boolean
  page: number
  refreshSeconds: number
  notice?: { kind: 'good' | 'bad'; text: string }
}

const itemsPerPage = 50
const ordersShown = 30

export const marketPage = (shelf: Shelf, view: MarketView): Fragment =>
  layout({
    lang: view.lang,
    title: shelf.name,
    path: `/${shelf.vendor}/`,
    refreshSeconds: view.refreshSeconds,
    body: html`
${view.notice ? html`<p class="notice ${view.notice.kind}" role="alert">${view.notice.text}</p>` : ''}
${searchForm(shelf, view)}
<div id="live">${livePart(shelf, view)}</div>
<script src="/_assets/market.js" defer></script>`,
  })

const searchForm = (shelf: Shelf, { lang, text, isForSaleOnly }: MarketView): Fragment => html`
<form class="search" method="get" action="/${shelf.vendor}/" role="search">
<input type="hidden" name="lang" value="${lang}">
<label for="search-text">${say(lang, 'search')}</label>
<input id="search-text" name="q" type="search" value="${text}" placeholder="${say(lang, 'searchHint')}">
<label class="check"><input type="checkbox" name="all" value="1" ${isForSaleOnly ? '' : 'checked'}> ${say(lang, 'showEnded')}</label>
<button>${say(lang, 'searchNow')}</button>
</form>`

/** The part that changes while one looks: served alone to the polling script. */
export function livePart(shelf: Shelf, view: MarketView): Fragment {
  const { lang, text, isForSaleOnly, page } = view
  const { items, total } = shelf.findItems({
    text,
    isForSaleOnly,
    limit: itemsPerPage,
    offset: (page - 1) * itemsPerPage,
  })
  const orders = shelf.recentOrders(ordersShown)
  return html`
<section aria-labelledby="listings">
<h2 id="listings">${say(lang, 'listings', { total })}</h2>
${items.length === 0 ? html`<p class="empty">${say(lang, 'nothingListed')}</p>` : itemTable(shelf, view, items)}
${pager(shelf, view, total)}
</section>
<section aria-labelledby="orders">
<h2 id="orders">${say(lang, 'orders')}</h2>
${orders.length === 0 ? html`<p class="empty">${say(lang, 'noOrders')}</p>` : orderTable(lang, orders)}
</section>`
}

const itemTable = (shelf: Shelf, { lang }: MarketView, items: readonly ShelfItem[]): Fragment => html`
<table>
<thead><tr><th scope="col">${say(lang, 'item')}</th><th scope="col" class="number">${say(lang, 'price')}</th><th scope="col">${say(lang, 'state')}</th><th scope="col"><span class="hidden">${say(lang, 'buy')}</span></th></tr></thead>
<tbody>${items.map((item) => itemRow(shelf, lang, item))}</tbody>
</table>`

const itemRow = (shelf: Shelf, lang: Lang, item: ShelfItem): Fragment => html`
<tr class="${item.isForSale ? 'on-sale' : 'ended'}">
<td><span class="title">${item.title}</span><span class="detail">${item.detail} · ${item.id}</span></td>
<td class="number">${moneyText(lang, item.priceMinor)}</td>
<td><span class="state">${item.status}${item.quantity > 1 ? ` × ${item.quantity}` : ''}</span></td>
<td class="action"><form method="post" action="/${shelf.vendor}/_buy/${item.id}?lang=${lang}">
<button id="buy-${item.id}" class="buy" ${item.isForSale ? '' : 'disabled'} aria-label="${say(lang, 'buy')} ${item.title}">${say(lang, 'buy')}</button>
</form></td>
</tr>`

const orderTable = (lang: Lang, orders: readonly ShelfOrder[]): Fragment => html`
<table>
<thead><tr><th scope="col">${say(lang, 'order')}</th><th scope="col">${say(lang, 'buyer')}</th><th scope="col" class="number">${say(lang, 'total')}</th><th scope="col">${say(lang, 'state')}</th></tr></thead>
<tbody>${orders.map((order) => orderRow(lang, order))}</tbody>
</table>`

const orderRow = (lang: Lang, order: ShelfOrder): Fragment => html`
<tr>
<td><span class="title">${order.id}</span><span class="detail">${timeText(lang, order.placedAt)} · ${order.titles.join(' · ')}</span></td>
<td>${order.buyer}</td>
<td class="number">${moneyText(lang, order.totalMinor)}</td>
<td><span class="state">${order.status}</span></td>
</tr>`

function pager(shelf: Shelf, view: MarketView, total: number): Fragment | '' {
  const { lang, page } = view
  const pages = Math.max(1, Math.ceil(total / itemsPerPage))
  if (pages === 1) return ''
  const link = (to: number, words: string) => html`<a href="${pageAddress(shelf, view, to)}">${words}</a>`
  return html`<nav class="pager" aria-label="${say(lang, 'pages')}">
${page > 1 ? link(page - 1, say(lang, 'previous')) : ''}
<span>${say(lang, 'pageOf', { page, pages })}</span>
${page < pages ? link(page + 1, say(lang, 'next')) : ''}
</nav>`
}

function pageAddress(shelf: Shelf, { lang, text, isForSaleOnly }: MarketView, page: number): string {
  const query = new URLSearchParams({ lang, q: text, page: String(page), ...(isForSaleOnly ? {} : { all: '1' }) })
  return `/${shelf.vendor}/?${query}`
}
