import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Machine } from '#sandbox/machine'
import { getOrder, type Order, orderId } from './order-store.ts'
import { approve } from './orders.ts'

const pagePolicy = "default-src 'none'; style-src 'self'; form-action *; base-uri 'none'; frame-ancestors 'none'"

/** Where the buyer agrees, says no, or pays with an instrument that will be declined. */
export function buyerPage(machine: Machine): Hono {
  const app = new Hono()
  app.get('/checkoutnow', (c) => {
    c.header('content-security-policy', pagePolicy)
    return c.html(page(getOrder(machine, c.req.query('token') ?? '')))
  })
  app.post('/checkoutnow', async (c) => {
    const order = getOrder(machine, c.req.query('token') ?? '')
    const answer = (await c.req.formData()).get('answer')
    if (answer !== 'no') approve(machine, order, answer === 'declined')
    const back = new URL(answer === 'no' ? order.cancel_url : order.return_url)
    back.searchParams.set('token', orderId(order))
    if (answer !== 'no') back.searchParams.set('PayerID', 'SANDBOXPAYER1')
    return c.redirect(back.href, 303)
  })
  return app
}

const page = (order: Order) => html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>PayPal — sandbox</title><link rel="stylesheet" href="/_assets/sandbox.css"></head>
<body>
<aside class="warning"><strong>Sandbox</strong> PayPal</aside>
<main>
<h1>${(order.amount_minor / 100).toFixed(2)} ${order.currency}</h1>
<form method="post">
<p><button name="answer" value="yes">Pay</button> <button name="answer" value="declined">Pay with a card that is declined</button> <button name="answer" value="no">Cancel and return</button></p>
</form>
</main>
</body>
</html>`
