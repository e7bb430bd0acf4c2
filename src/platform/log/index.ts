import type { Logger } from 'pino'

/** The part of pino that the rest of the code may use. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>
