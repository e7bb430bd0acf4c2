import type { AccountWorker } from '#modules/channels'
import { look } from './look.ts'

/** What this module does for single accounts, beside their lanes. */
export const workers: readonly AccountWorker[] = [{ name: 'standing', everyMs: 10 * 60_000, run: look }]
