/*
 * The stand-in for https://js.stripe.com/v3/: the few calls our page makes, with the vendor's names and answers. Card
 * fields live in a frame of this machine, never in the shop's page.
 */
;(() => {
  const home = new URL(document.currentScript.src)
  const frameUrl = (lang) => new URL(`fields?lang=${lang}`, home).href

  const ask = (frame, message) =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = ({ data }) => resolve(data)
      frame.contentWindow.postMessage(message, home.origin, [port2])
    })

  function createElements({ clientSecret, locale = 'fr' }) {
    let frame
    const ready = []
    const element = {
      mount(target) {
        const place = typeof target === 'string' ? document.querySelector(target) : target
        frame = document.createElement('iframe')
        frame.src = frameUrl(locale)
        frame.title = 'Secure payment input frame'
        frame.name = '__privateStripeFrame'
        frame.height = '320'
        frame.setAttribute('frameborder', '0')
        frame.width = '100%'
        frame.addEventListener('load', () => {
          for (const tell of ready) tell({ elementType: 'payment' })
        })
        place.append(frame)
      },
      on(name, tell) {
        if (name === 'ready') ready.push(tell)
        return element
      },
      unmount() {
        frame?.remove()
      },
    }
    return {
      clientSecret,
      create: () => element,
      submit: async () => ({}),
      frame: () => frame,
    }
  }

  window.Stripe = (publishableKey) => ({
    elements: createElements,
    async confirmPayment({ elements, confirmParams = {}, redirect = 'always' }) {
      const { clientSecret } = elements
      const answer = await ask(elements.frame(), {
        publishableKey,
        clientSecret,
        returnUrl: confirmParams.return_url,
      })
      if (answer.error) return { error: answer.error }
      const next = answer.paymentIntent.next_action
      if (next?.type === 'redirect_to_url') {
        location.assign(next.redirect_to_url.url)
        return new Promise(() => {})
      }
      if (redirect === 'if_required') return { paymentIntent: answer.paymentIntent }
      const back = new URL(confirmParams.return_url)
      back.searchParams.set('payment_intent', answer.paymentIntent.id)
      back.searchParams.set('payment_intent_client_secret', clientSecret)
      back.searchParams.set('redirect_status', 'succeeded')
      location.assign(back.href)
      return new Promise(() => {})
    },
  })
})()
