import { type Command, UsageFault } from '../command.ts'
import { emptyShop } from '../demo/empty-shop.ts'
import { loadDemo } from '../demo/load-demo.ts'

export const summary = 'load the demo shop into an empty database, or clear it away'

export const positionals = 'load|clear'

export const options = {} as const satisfies Command['options']

export const run: Command['run'] = async (call) => {
  const [action = ''] = call.positionals
  if (action !== 'load' && action !== 'clear') throw new UsageFault('say load or clear')
  const cx = (await call.app()).newCx()
  if (action === 'clear') {
    const outcome = await emptyShop(cx)
    call.say(
      `The demo is cleared away: ${outcome.variants} articles, ${outcome.orders} orders. The shop is empty and yours.`,
    )
    return outcome
  }
  const outcome = await loadDemo(cx)
  if (outcome.kind === 'not-empty') call.fail()
  call.say(
    {
      loaded: 'The demo shop is loaded.',
      known: 'The demo shop was loaded before.',
      'not-empty': 'This shop is not empty: nothing was loaded.',
    }[outcome.kind],
  )
  return outcome
}
