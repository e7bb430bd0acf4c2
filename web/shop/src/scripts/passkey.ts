import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser'

// Passkeys are the one thing of an account that needs a script; without it this block stays hidden.
const block = document.querySelector<HTMLElement>('[data-passkey]')
const button = block?.querySelector<HTMLButtonElement>('[data-passkey-go]')
const says = block?.querySelector<HTMLElement>('[data-passkey-says]')

async function ask(body: unknown) {
  const answer = await fetch(block?.dataset.address ?? '', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const json = await answer.json()
  if (!answer.ok) throw new Error(json.fault)
  return json
}

async function go(): Promise<void> {
  if (block?.dataset.passkey === 'add') {
    const response = await startRegistration({ optionsJSON: await ask({ step: 'offer' }) })
    await ask({ step: 'add', name: block.dataset.name ?? '', response })
    location.reload()
    return
  }
  const response = await startAuthentication({ optionsJSON: await ask({ step: 'ask' }) })
  const { to } = await ask({ step: 'sign-in', next: block?.dataset.next ?? '', response })
  location.assign(to)
}

if (block && button && browserSupportsWebAuthn()) {
  block.hidden = false
  button.addEventListener('click', async () => {
    button.disabled = true
    if (says) says.textContent = ''
    try {
      await go()
    } catch (error) {
      // What the browser says when somebody changes their mind is for developers.
      const isOurs = error instanceof Error && error.name === 'Error'
      if (says) says.textContent = isOurs ? error.message : (block.dataset.failed ?? '')
    } finally {
      button.disabled = false
    }
  })
}
