import { discogs } from '#sandbox/discogs'
import { ebay } from '#sandbox/ebay'
import type { Vendor } from '#sandbox/machine'
import { testcard } from '#sandbox/testcard'

/** Every stand-in. A new vendor is a folder and a line here. */
export const vendors: readonly Vendor[] = [discogs, ebay, testcard]
