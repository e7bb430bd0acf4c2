import type { AccountWorker } from '#modules/channels'
import { handleEvents } from './handle-events.ts'
import { runCommands } from './run-commands.ts'
import { accountsWithCommands } from './store-commands.ts'
import { accountsWithEvents } from './store-events.ts'
import { subscribe } from './subscribe.ts'

const subscribeEveryMs = 15_000

/** What this module does for single accounts, beside their lanes. */
export const workers: readonly AccountWorker[] = [
  // What was pushed lies here already: copies are claimed even while the vendor is out of reach.
  {
    name: 'pushes',
    needsVendor: false,
    whenDue: accountsWithEvents,
    run: (cx, accountId) => handleEvents(cx, accountId),
  },
  { name: 'commands', whenDue: accountsWithCommands, run: (cx, accountId) => runCommands(cx, accountId) },
  { name: 'subscription', everyMs: subscribeEveryMs, run: (cx, accountId) => subscribe(cx, accountId) },
]
