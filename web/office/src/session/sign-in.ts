import { problemFrom } from '../blocks/problem.ts'

type SignInAnswer = 'signed-in' | 'code-wanted'

const codeIsWanted = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && Reflect.get(body, 'twoFactorRedirect') === true

async function ask(path: string, body: object): Promise<unknown> {
  const response = await fetch(`/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const answer: unknown = await response.json().catch(() => undefined)
  if (!response.ok) throw problemFrom(response, answer)
  return answer
}

/** Signs in with e-mail and password; an account with a second factor asks for its code next. */
export async function signIn(person: { email: string; password: string }): Promise<SignInAnswer> {
  const answer = await ask('sign-in/email', person)
  return codeIsWanted(answer) ? 'code-wanted' : 'signed-in'
}

export const sendCode = (code: string): Promise<unknown> => ask('two-factor/verify-totp', { code })

export const signOut = (): Promise<unknown> => ask('sign-out', {})
