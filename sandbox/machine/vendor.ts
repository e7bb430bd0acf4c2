import type { Hono } from 'hono'
import type { Shelf } from '#sandbox/pages'
import type { Machine } from './machine.ts'

export const vendorNames = ['discogs', 'ebay', 'testcard'] as const
export type VendorName = (typeof vendorNames)[number]

/** What the front door must know of a vendor: its paths, how it words a failure, and how to make its tokens worthless. */
export type Vendor = {
  readonly name: VendorName
  readonly routes: (machine: Machine) => Hono
  readonly schema: string
  /** For marketplaces: what buyers see. A payment provider has none. */
  readonly shelf?: (machine: Machine) => Shelf
  /** Puts what a seller's account has from the start into an empty store. */
  readonly prepare?: (machine: Machine) => void
  readonly errorBody: (status: number, message: string) => unknown
  readonly expireTokens: (machine: Machine) => void
}
