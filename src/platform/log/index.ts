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

/** JSON lines on standard output. Names that may carry credentials, cards or mail bodies never reach it. */
export const createLog = ({ logLevel }: { logLevel: string }): Log =>
  pino({
    level: logLevel,
    base: null,
    redact: { paths: hidden.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]), censor: '[hidden]' },
  })

export const silentLog: Log = pino({ level: 'silent' })
