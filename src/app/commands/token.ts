import { isId, type TokenId, toId } from '#kernel/ids'
import { createToken, listTokens, revokeToken, scopePattern } from '#modules/team'
import { type Command, type CommandCall, UsageFault } from '../command.ts'

export const summary = 'create, list or revoke API tokens'

export const positionals = 'create|list|revoke [ID]'

export const options = {
  name: { type: 'string', summary: 'what the token is for (create)' },
  scope: {
    type: 'string',
    multiple: true,
    summary: 'what it may do, e.g. orders:read, orders:* or * (create; may be repeated)',
  },
} as const satisfies Command['options']

export const run: Command['run'] = async (call) => {
  const [action = ''] = call.positionals
  if (action === 'create') return create(call)
  if (action === 'list') return list(call)
  if (action === 'revoke') return revoke(call)
  throw new UsageFault('say create, list or revoke')
}

async function create(call: CommandCall): Promise<unknown> {
  const name = call.text('name')
  const scopes = call.texts('scope')
  if (!name) throw new UsageFault('--name is missing')
  if (scopes.length === 0) throw new UsageFault('--scope is missing')
  const wrong = scopes.find((scope) => !scopePattern.test(scope))
  if (wrong !== undefined) throw new UsageFault(`"${wrong}" is not a scope`)
  const made = await createToken((await call.app()).newCx(), { name, scopes })
  call.say(`${made.id}\n${made.token}\nThe token is shown this once.`)
  return made
}

async function list(call: CommandCall): Promise<unknown> {
  const tokens = await listTokens((await call.app()).newCx())
  for (const { id, name, scopes, revokedAt } of tokens) {
    call.say(`${id}  ${revokedAt ? 'revoked' : 'in use '}  ${name}  ${scopes.join(' ')}`)
  }
  return tokens
}

async function revoke(call: CommandCall): Promise<unknown> {
  const [, id = ''] = call.positionals
  if (!isId(id)) throw new UsageFault('say which token: revoke ID')
  await revokeToken((await call.app()).newCx(), toId<TokenId>(id))
  call.say('The token is revoked.')
  return { id }
}
