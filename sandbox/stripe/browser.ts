import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Machine } from '#sandbox/machine'
import { clientSecret, getIntent, type Intent, intentId } from './intent-store.ts'
import { authenticate } from './moves.ts'

const file = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8')
/** The shop's page frames the card fields; nobody else is asked, as this is no real bank. */
const framePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action *; base-uri 'none'"

/** What a buyer's browser loads from the vendor: the script, the fields it frames, and the bank's page of 3-D Secure. */
export function browserParts(machine: Machine): Hono {
  const app = new Hono()
  const script = file('./stripe.js')
  const fields = file('./fields.js')
  const style = file('./fields.css')
  const answer = (text: string, type: string) =>
    new Response(text, { headers: { 'content-type': `${type}; charset=utf-8`, 'access-control-allow-origin': '*' } })
  app.get('/v3/', () => answer(script, 'text/javascript'))
  app.get('/v3/fields.js', () => answer(fields, 'text/javascript'))
  app.get('/v3/fields.css', () => answer(style, 'text/css'))
  app.get('/v3/fields', (c) => {
    c.header('content-security-policy', framePolicy)
    return c.html(fieldsPage(c.req.query('lang') === 'en' ? 'en' : 'fr'))
  })
  app.get('/_bank/:id', (c) => {
    c.header('content-security-policy', framePolicy)
    return c.html(bankPage(getIntent(machine, c.req.param('id'))))
  })
  app.post('/_bank/:id', async (c) => {
    const isAgreed = (await c.req.formData()).get('answer') === 'yes'
    const intent = authenticate(machine, getIntent(machine, c.req.param('id')), isAgreed, new URL(c.req.url).origin)
    const back = new URL(intent.return_url)
    back.searchParams.set('payment_intent', intentId(intent))
    back.searchParams.set('payment_intent_client_secret', clientSecret(intent))
    back.searchParams.set('redirect_status', isAgreed ? 'succeeded' : 'failed')
    return c.redirect(back.href, 303)
  })
  return app
}

const words = {
  fr: {
    number: 'Numéro de carte',
    expiry: 'Expiration (MM/AA)',
    cvc: 'Cryptogramme',
    title: 'Carte',
    test: 'Bac à sable : 4242 4242 4242 4242',
  },
  en: {
    number: 'Card number',
    expiry: 'Expiry (MM/YY)',
    cvc: 'Security code',
    title: 'Card',
    test: 'Sandbox: 4242 4242 4242 4242',
  },
} as const

const fieldsPage = (lang: 'fr' | 'en') => {
  const w = words[lang]
  return html`<!doctype html>
<html lang="${lang}">
<head><meta charset="utf-8"><title>${w.title}</title><link rel="stylesheet" href="fields.css"><script type="module" src="fields.js"></script></head>
<body>
<main>
<p class="test">${w.test}</p>
<label>${w.number}<input id="number" autocomplete="cc-number" inputmode="numeric"></label>
<label>${w.expiry}<input id="expiry" autocomplete="cc-exp"></label>
<label>${w.cvc}<input id="cvc" autocomplete="cc-csc" inputmode="numeric"></label>
</main>
</body>
</html>`
}

const bankPage = (intent: Intent) => html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>3-D Secure — sandbox</title><link rel="stylesheet" href="/_assets/sandbox.css"></head>
<body>
<aside class="warning"><strong>Sandbox</strong> 3-D Secure</aside>
<main>
<h1>${(intent.amount / 100).toFixed(2)} ${intent.currency.toUpperCase()}</h1>
<form method="post">
<p><button name="answer" value="yes">Approve</button> <button name="answer" value="no">Refuse</button></p>
</form>
</main>
</body>
</html>`
