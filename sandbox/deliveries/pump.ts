import type { Machine, Vendor } from '#sandbox/machine'
import { type Carrier, deliverDue } from './deliveries.ts'

const pauseMs = 250

/** Carries what vendors post, again and again until stopped; stopping waits for what is on its way. */
export function pumpDeliveries(
  machine: Machine,
  vendors: readonly Vendor[],
  carry: Carrier,
): { stop(): Promise<void> } {
  let isStopping = false
  let wake = (): void => {}
  const loop = async (): Promise<void> => {
    while (!isStopping) {
      await deliverDue(machine, vendors, carry)
      const { promise, resolve } = Promise.withResolvers<void>()
      wake = resolve
      const timer = setTimeout(resolve, pauseMs)
      if (!isStopping) await promise
      clearTimeout(timer)
    }
  }
  const looping = loop()
  return {
    async stop() {
      isStopping = true
      wake()
      await looping
    },
  }
}
