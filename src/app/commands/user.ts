import { randomBytes } from 'node:crypto'
import { createOwner, passwordCharsMin, resetPassword } from '#modules/team'
import { type Command, type CommandCall, UsageFault } from '../command.ts'

export const summary =
  'create-owner: make the owner account · reset-password: set a new password and sign out everywhere'

export const positionals = 'create-owner|reset-password'

export const options = {
  email: { type: 'string', summary: 'the address the person signs in with' },
  name: { type: 'string', summary: 'the name shown in the office (create-owner)' },
  password: { type: 'string', summary: 'the new password; without it one is drawn and shown once' },
} as const satisfies Command['options']

export const run: Command['run'] = async (call) => {
  const email = call.text('email')
  if (!email?.includes('@')) throw new UsageFault('--email is missing')
  const given = call.text('password')
  if (given !== undefined && given.length < passwordCharsMin) {
    throw new UsageFault(`--password needs at least ${passwordCharsMin} characters`)
  }
  const password = given ?? randomBytes(12).toString('base64url')
  await actionOf(call)({ email, password })
  if (given === undefined) call.say(`Password, shown this once: ${password}`)
  return given === undefined ? { email, password } : { email }
}

type Action = (account: { email: string; password: string }) => Promise<void>

function actionOf(call: CommandCall): Action {
  const [action] = call.positionals
  if (action === 'create-owner') {
    return async (account) => {
      const name = call.text('name') ?? account.email
      await createOwner((await call.app()).newCx(), { ...account, name, lang: call.lang })
      call.say(`${account.email} owns the shop.`)
    }
  }
  if (action === 'reset-password') {
    return async (account) => {
      await resetPassword((await call.app()).newCx(), account)
      call.say(`${account.email} has a new password and is signed out everywhere.`)
    }
  }
  throw new UsageFault('say create-owner or reset-password')
}
