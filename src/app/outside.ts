import { join } from 'node:path'
import { assistedChannels } from '#connectors/assisted'
import { sendcloudRelays } from '#connectors/delivery/sendcloud'
import { createConnectors } from '#connectors/marketplaces'
import { ecbRates } from '#connectors/rates/ecb'
import type { Config } from '#platform/config'
import type { Outside } from '#platform/cx'
import { createDiskFiles, createS3Files } from '#platform/files'
import { createHttpClient, type HttpClient } from '#platform/http-client'
import type { Log } from '#platform/log'
import { createMailer } from '#platform/mail'
import { createPaymentProviders } from './payment-providers.ts'

/** Other people's machines, as configured. */
export function createOutside(config: Config, log: Log): Outside {
  const httpTo = (system: string) => createHttpClient({ system, log })
  return {
    publicUrl: config.publicUrl,
    files: config.s3 ? createS3Files(config.s3) : createDiskFiles(join(config.dataDir, 'files')),
    mailer: config.smtpUrl ? createMailer({ smtpUrl: config.smtpUrl, from: config.mailFrom }) : undefined,
    paymentProviders: createPaymentProviders(httpTo, config.hasSandbox ? sandboxUrl(config) : undefined),
    connectors: createConnectors(httpTo),
    byHand: assistedChannels,
    relays: relaysOf(config, httpTo),
    rates: ecbRates({ http: httpTo('ecb'), url: ratesUrl(config) }),
  }
}

/** Where this machine and the buyer's browser reach the stand-ins: on the public address' host, one port on. */
function sandboxUrl({ publicUrl, sandboxPort }: Config): string {
  const { hostname } = new URL(publicUrl)
  return `http://${hostname}:${sandboxPort}`
}

const ecbFile = '/stats/eurofxref/eurofxref-daily.xml'

/** The bank's own file needs no key: the stand-in's rates are for trying only. */
const ratesUrl = ({ ecbUrl, hasSandbox, sandboxPort }: Config): string =>
  ecbUrl ?? (hasSandbox ? `http://127.0.0.1:${sandboxPort}/ecb${ecbFile}` : `https://www.ecb.europa.eu${ecbFile}`)

/** The merchant's own account; the stand-in's points are for trying only. */
function relaysOf({ sendcloud, hasSandbox, sandboxPort }: Config, httpTo: (system: string) => HttpClient) {
  const http = httpTo('sendcloud')
  if (sendcloud) return sendcloudRelays({ http, baseUrl: sendcloud.url, ...sendcloud })
  if (!hasSandbox) return undefined
  return sendcloudRelays({
    http,
    baseUrl: `http://127.0.0.1:${sandboxPort}/sendcloud/api/v3`,
    publicKey: 'sandbox-sendcloud-public',
    secretKey: 'sandbox-sendcloud-secret',
  })
}
