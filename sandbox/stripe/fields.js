/** Confirms the intent with what was typed here; the page around learns the outcome, never the number. */
const typedIn = (id) => document.getElementById(id).value

addEventListener('message', async ({ data, ports }) => {
  const { publishableKey, clientSecret, returnUrl } = data
  const [month = '', year = ''] = typedIn('expiry').split('/')
  const body = new URLSearchParams({
    key: publishableKey,
    client_secret: clientSecret,
    return_url: returnUrl,
    'payment_method_data[type]': 'card',
    'payment_method_data[card][number]': typedIn('number').replaceAll(' ', ''),
    'payment_method_data[card][exp_month]': month.trim(),
    'payment_method_data[card][exp_year]': year.trim(),
    'payment_method_data[card][cvc]': typedIn('cvc'),
  })
  const id = clientSecret.split('_secret_')[0]
  try {
    const answer = await fetch(new URL(`../v1/payment_intents/${id}/confirm`, import.meta.url), {
      method: 'POST',
      body,
    })
    const json = await answer.json()
    ports[0].postMessage(answer.ok ? { paymentIntent: json } : { error: json.error })
  } catch {
    ports[0].postMessage({ error: { type: 'api_connection_error', message: 'The payment service does not answer.' } })
  }
})
