import { html } from 'hono/html'
import { type Lang, say } from './words.ts'

export type Fragment = ReturnType<typeof html>

export const contentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

export type PageFrame = { lang: Lang; title: string; path: string; refreshSeconds: number; body: Fragment }

/** Every page says first and largest that nothing here is real. */
export const layout = ({ lang, title, path, refreshSeconds, body }: PageFrame): Fragment => html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
${refreshSeconds > 0 ? html`<meta http-equiv="refresh" content="${refreshSeconds}">` : ''}
<title>${title} — ${say(lang, 'sandbox')}</title>
<link rel="stylesheet" href="/_assets/sandbox.css">
</head>
<body>
<aside class="warning"><strong>${say(lang, 'sandbox')}</strong> ${say(lang, 'notTheRealSite')}</aside>
<header>
<h1>${title}</h1>
<nav aria-label="${say(lang, 'navigation')}">
<a href="/discogs/?lang=${lang}">Discogs</a>
<a href="/ebay/?lang=${lang}">eBay</a>
<a href="/control?lang=${lang}">${say(lang, 'control')}</a>
<a href="${path}?lang=${lang === 'fr' ? 'en' : 'fr'}" hreflang="${lang === 'fr' ? 'en' : 'fr'}">${lang === 'fr' ? 'English' : 'Français'}</a>
</nav>
</header>
<main>${body}</main>
</body>
</html>`
