import { type Logger, pino } from 'pino'

/** The part of pino that the rest of the code may use. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'> & {
  child(fields: Readonly<Record<string, unknown>>): Log
}

const hidden = [
  'password',
  'secret',
  'token',
  'authorization',
  'cookie',
  'set-cookie',
  'card',
  'cardNumber',
  'cvc',
  'apiKey',
  'accessToken',
  'refreshToken',
  'body',
  'html',
  'text',
]

/** JSON lines on standard output (a command's own output keeps that: it logs to standard error). Names that may carry credentials, cards or mail bodies never reach it. */
export const createLog = ({ logLevel }: { logLevel: string }, output: 'stdout' | 'stderr' = 'stdout'): Log =>
  pino(
    {
      level: logLevel,
      base: null,
      redact: {
        paths: hidden.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]),
        censor: '[hidden]',
      },
    },
    pino.destination({ fd: output === 'stdout' ? 1 : 2, sync: true }),
  )

export const silentLog: Log = pino({ level: 'silent' })
