import type { Hono } from 'hono'
import type { Shelf } from '#sandbox/pages'
import type { Delivery, Machine } from './machine.ts'

/** What the front door must know of a vendor: its paths, how it words a failure, and how to make its tokens worthless. */
export type Vendor = {
  readonly name: string
  readonly routes: (machine: Machine) => Hono
  readonly schema: string
  /** Numbers a person or a test may turn while the sandbox runs, with their first values; switches are 0 or 1. Named `<vendor>.<setting>`. */
  readonly settings: Readonly<Record<string, number>>
  /** For marketplaces: what buyers see. A payment provider has none. */
  readonly shelf?: (machine: Machine) => Shelf
  /** Puts what a seller's account has from the start into an empty store. */
  readonly prepare?: (machine: Machine) => void
  readonly errorBody: (status: number, message: string) => unknown
  readonly expireTokens: (machine: Machine) => void
  /** For vendors that push: the headers of one attempt, its signature made at that moment. */
  readonly pushHeaders?: (machine: Machine, delivery: Delivery) => Record<string, string>
  /** The pauses before each further attempt of a push that found no taker; without them, four of the post's own. */
  readonly pushRetriesMs?: readonly number[]
  /** For vendors that give up on an address: told of every attempt. */
  readonly afterPush?: (machine: Machine, delivery: Delivery, isTaken: boolean) => void
}
