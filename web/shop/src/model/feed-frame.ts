import type { ShopLocals } from '#app/shop'
import type { FeedFrame } from '#modules/feeds'
import { isLang } from '#platform/i18n'
import { pathOf } from '../paths.ts'
import { photoUrl } from './photos.ts'

/** How feeds address our pages, absolute; the language is the feed's `?lang=`, French by default. */
export function feedFrame({ publicUrl, shop }: ShopLocals, url: URL): FeedFrame {
  const asked = url.searchParams.get('lang')
  return {
    shopName: shop.shopName,
    lang: isLang(asked) ? asked : 'fr',
    links: {
      home: (lang) => `${publicUrl}${pathOf('home', lang)}`,
      product: (lang, { slug, sku }) =>
        `${publicUrl}${pathOf('product', lang, { slug })}${sku === '' ? '' : `?ref=${encodeURIComponent(sku)}`}`,
      name: (lang, { kind, slug }) => `${publicUrl}${pathOf(kind, lang, { slug })}`,
      picture: ({ photoKey, productId }) => `${publicUrl}${photoKey ? photoUrl(photoKey) : `/covers/${productId}.jpg`}`,
    },
  }
}

/** A text that is made while it is sent; a reader who leaves stops the reading. */
export function streamed(lines: AsyncGenerator<string>, contentType: string): Response {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await lines.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    cancel: async () => void (await lines.return(undefined)),
  })
  return new Response(body, { headers: { 'content-type': contentType } })
}

export const xml = (text: string): Response =>
  new Response(text, { headers: { 'content-type': 'application/xml; charset=utf-8' } })
