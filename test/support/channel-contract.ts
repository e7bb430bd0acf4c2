import { afterEach, describe, expect } from 'vitest'
import { commanding } from './contract/commanding.ts'
import { describing } from './contract/describing.ts'
import { failing } from './contract/failing.ts'
import { publishing } from './contract/publishing.ts'
import { pushing } from './contract/pushing.ts'
import { selling } from './contract/selling.ts'
import { createTrial, type Trial } from './contract/trial.ts'
import { type ChannelUnderTest, useMarket } from './market-trial.ts'
import { useWorld } from './world.ts'

/**
 * Every marketplace connector passes this, against its sandbox, through the real lanes and the real database. Which parts
 * it must pass follows from what it says of itself (`support`).
 */
export function useChannelContract(channel: ChannelUnderTest): void {
  const world = useWorld()
  const trial = createTrial({ world, channel, market: useMarket(world, channel) })
  describe(`the ${channel.vendor.name} connector`, () => {
    afterEach(() => expect(contractFaults(trial)).toEqual([]))
    describing(trial)
    publishing(trial)
    selling(trial)
    commanding(trial)
    if (trial.support.orders === 'push and poll') pushing(trial)
    failing(trial)
  })
}

/** Made-up failures and cut-off bodies are the sandbox's business, not the contract's. */
const contractFaults = ({ market, channel }: Trial): readonly string[] =>
  market.exchanges
    .filter(({ status, responseBody }) => status < 401 && (status === 204 || responseBody !== undefined))
    .flatMap((exchange) => channel.faultsOf?.(exchange) ?? [])
