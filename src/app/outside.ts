import { join } from 'node:path'
import { assistedChannels } from '#connectors/assisted'
import { createConnectors } from '#connectors/marketplaces'
import { testcard } from '#connectors/payments/testcard'
import type { Config } from '#platform/config'
import type { Outside } from '#platform/cx'
import { createDiskFiles, createS3Files } from '#platform/files'
import { createHttpClient } from '#platform/http-client'
import type { Log } from '#platform/log'
import { createMailer } from '#platform/mail'

/** Other people's machines, as configured. */
export function createOutside(config: Config, log: Log): Outside {
  const httpTo = (system: string) => createHttpClient({ system, log })
  return {
    publicUrl: config.publicUrl,
    files: config.s3 ? createS3Files(config.s3) : createDiskFiles(join(config.dataDir, 'files')),
    mailer: config.smtpUrl ? createMailer({ smtpUrl: config.smtpUrl, from: config.mailFrom }) : undefined,
    paymentProviders: config.hasSandbox
      ? { testcard: testcard({ http: httpTo('testcard'), ...sandboxCards(config) }) }
      : {},
    connectors: createConnectors(httpTo),
    byHand: assistedChannels,
  }
}

/** Invented cards at an invented provider: never without the sandbox. */
const sandboxCards = ({ sandboxPort }: Config) => ({
  baseUrl: `http://127.0.0.1:${sandboxPort}/testcard/v1`,
  apiKey: 'sandbox-testcard-key',
})
