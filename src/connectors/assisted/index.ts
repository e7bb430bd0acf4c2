import type { ByHandChannel } from '#modules/channels'
import { leboncoin } from './leboncoin.ts'
import { vinted } from './vinted.ts'

/** Marketplaces that a person keeps by hand, by name. */
export const assistedChannels: Readonly<Record<string, ByHandChannel>> = { leboncoin, vinted }
