import { answer, api } from '../api.ts'
import { currentLanguage } from '../i18n.ts'
import { signIn } from './sign-in.ts'

export type NewOwner = { token: string; shopName: string; name: string; email: string; password: string }

/** Makes the owner with the token from the terminal, signs them in, and names the shop. */
export async function createOwner({ shopName, ...owner }: NewOwner): Promise<void> {
  await answer(api.POST('/setup', { body: { ...owner, lang: currentLanguage() } }))
  await signIn(owner)
  await answer(api.PATCH('/settings', { body: { shopName } }))
}
