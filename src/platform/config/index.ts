import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'

const onOff = (fallback: 'on' | 'off') =>
  z
    .enum(['on', 'off'], 'must be on or off')
    .default(fallback)
    .transform((text) => text === 'on')

const portNumber = z.coerce.number('must be a port number').int('must be a whole number').min(1).max(65_534)

const urlOf = (schemes: RegExp, words: string) =>
  z.url({ protocol: schemes, error: `must be a URL such as ${words}` }).optional()

/** Keys that people expect to give here; told instead of silently ignored. */
const givenInTheOffice = z
  .never('is not read: give the keys in the office, Settings, Payments, where they are kept encrypted')
  .optional()

/** Every variable the product reads, with its meaning. An empty text counts as not set. */
const environment = z.object({
  PORT: portNumber.default(3000),
  HOST: z.string().optional(),
  PUBLIC_URL: urlOf(/^https?$/, 'https://shop.example'),
  DATABASE_URL: urlOf(/^postgres(ql)?$/, 'postgres://user:password@host/database'),
  ETAL_DATA_DIR: z.string().default('.data'),
  ETAL_TEXTS_DIR: z.string().optional(),
  ETAL_DEMO: onOff('on'),
  ETAL_SANDBOX: onOff('on'),
  ETAL_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  ETAL_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  ETAL_ROLE: z.enum(['web', 'worker', 'both'], 'must be web, worker or both').default('both'),
  ETAL_METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  ETAL_RATE_LIMITS: onOff('on'),
  ETAL_TRUSTED_PROXIES: z.coerce.number('must be the number of proxies in front').int().min(0).max(9).default(0),
  ETAL_FAULT_POINT: z.string().optional(),
  SMTP_URL: urlOf(/^smtps?$/, 'smtp://user:password@host:587'),
  MAIL_FROM: z.string().default('Étal <boutique@localhost>'),
  SENDCLOUD_URL: urlOf(/^https?$/, 'https://panel.sendcloud.sc/api/v3').default('https://panel.sendcloud.sc/api/v3'),
  SENDCLOUD_PUBLIC_KEY: z.string().optional(),
  SENDCLOUD_SECRET_KEY: z.string().optional(),
  ECB_RATES_URL: urlOf(/^https?$/, 'https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml'),
  S3_URL: urlOf(/^https?$/, 'https://s3.example/bucket'),
  S3_REGION: z.string().default('auto'),
  S3_ACCESS_KEY: z.string().optional(),
  S3_SECRET_KEY: z.string().optional(),
  STRIPE_SECRET_KEY: givenInTheOffice,
  STRIPE_PUBLISHABLE_KEY: givenInTheOffice,
  STRIPE_WEBHOOK_SECRET: givenInTheOffice,
  PAYPAL_CLIENT_ID: givenInTheOffice,
  PAYPAL_CLIENT_SECRET: givenInTheOffice,
})

export type Config = {
  readonly port: number
  readonly host: string
  readonly publicUrl: string
  readonly databaseUrl: string | undefined
  readonly dataDir: string
  /** Texts of the merchant's own, as in texts/: other languages, other words for what is there. */
  readonly textsDir: string | undefined
  readonly isDemo: boolean
  readonly hasSandbox: boolean
  readonly sandboxPort: number
  readonly secret: string
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  readonly role: 'web' | 'worker' | 'both'
  readonly metricsToken: string | undefined
  readonly trustedProxies: number
  /** Off for benchmarks and load tests only. */
  readonly hasRateLimits: boolean
  readonly faultPoint: string | undefined
  readonly smtpUrl: string | undefined
  readonly mailFrom: string
  readonly s3: S3Config | undefined
  /** Where relay points are searched; undefined: nowhere, or at the stand-in when there is a sandbox. */
  readonly sendcloud: SendcloudConfig | undefined
  /** The file of reference rates; undefined: the stand-in's when there is a sandbox, the bank's own otherwise. */
  readonly ecbUrl: string | undefined
}

export type S3Config = {
  readonly url: string
  readonly region: string
  readonly accessKey: string
  readonly secretKey: string
}

export type SendcloudConfig = { readonly url: string; readonly publicKey: string; readonly secretKey: string }

type Environment = z.output<typeof environment>

/** The configuration is wrong; the message names every faulty variable, one per line. */
export class ConfigFault extends Error {}

/**
 * Reads the environment once. All faults are told at once, each with the name of its variable.
 * Nothing else in the product reads `process.env`.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = environment.safeParse(given)
  const faults = parsed.success ? s3Faults(parsed.data) : parsed.error.issues.map(faultInWords)
  if (!parsed.success || faults.length > 0) {
    throw new ConfigFault(`The configuration has ${faults.length} fault(s):\n${faults.join('\n')}`)
  }
  return toConfig(parsed.data)
}

function toConfig(values: Environment): Config {
  const dataDir = resolve(values.ETAL_DATA_DIR)
  return {
    port: values.PORT,
    // The demo's password is public, so the demo is for this machine unless somebody says otherwise.
    host: values.HOST ?? (values.ETAL_DEMO ? '127.0.0.1' : '0.0.0.0'),
    publicUrl: (values.PUBLIC_URL ?? `http://localhost:${values.PORT}`).replace(/\/+$/, ''),
    databaseUrl: values.DATABASE_URL,
    dataDir,
    textsDir: values.ETAL_TEXTS_DIR,
    isDemo: values.ETAL_DEMO,
    hasSandbox: values.ETAL_SANDBOX,
    sandboxPort: values.PORT + 1,
    secret: values.ETAL_SECRET ?? secretOfDataDir(dataDir),
    logLevel: values.ETAL_LOG_LEVEL,
    role: values.ETAL_ROLE,
    metricsToken: values.ETAL_METRICS_TOKEN,
    trustedProxies: values.ETAL_TRUSTED_PROXIES,
    hasRateLimits: values.ETAL_RATE_LIMITS,
    faultPoint: values.ETAL_FAULT_POINT,
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM,
    s3: s3Config(values),
    sendcloud: sendcloudConfig(values),
    ecbUrl: values.ECB_RATES_URL,
  }
}

const faultInWords = (issue: z.core.$ZodIssue): string => `  ${issue.path.join('.')}: ${issue.message}`

function s3Faults(values: Environment): string[] {
  if (!values.S3_URL || (values.S3_ACCESS_KEY && values.S3_SECRET_KEY)) return []
  return ['  S3_ACCESS_KEY, S3_SECRET_KEY: both are needed when S3_URL is set']
}

function s3Config(values: Environment): S3Config | undefined {
  const { S3_URL: url, S3_ACCESS_KEY: accessKey, S3_SECRET_KEY: secretKey } = values
  return url && accessKey && secretKey ? { url, region: values.S3_REGION, accessKey, secretKey } : undefined
}

function sendcloudConfig(values: Environment): SendcloudConfig | undefined {
  const { SENDCLOUD_URL: url, SENDCLOUD_PUBLIC_KEY: publicKey, SENDCLOUD_SECRET_KEY: secretKey } = values
  return url && publicKey && secretKey ? { url, publicKey, secretKey } : undefined
}

/** Made once and kept beside the data, so that a restart can still read the encrypted credentials. */
function secretOfDataDir(dataDir: string): string {
  const file = join(dataDir, 'secret')
  mkdirSync(dataDir, { recursive: true })
  if (!existsSync(file)) offerSecret(file)
  return readFileSync(file, 'utf8').trim()
}

/** The file appears whole under its name: of two processes starting at once one wins, and neither reads half a secret. */
function offerSecret(file: string): void {
  const draft = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`
  writeFileSync(draft, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
  try {
    linkSync(draft, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(draft)
  }
}
