import { join } from 'node:path'
import type { Config } from '#platform/config'
import type { Outside } from '#platform/cx'
import { createDiskFiles, createS3Files } from '#platform/files'
import { createMailer } from '#platform/mail'

/** Other people's machines, as configured. */
export function createOutside(config: Config): Outside {
  return {
    files: config.s3 ? createS3Files(config.s3) : createDiskFiles(join(config.dataDir, 'files')),
    mailer: config.smtpUrl ? createMailer({ smtpUrl: config.smtpUrl, from: config.mailFrom }) : undefined,
    paymentProviders: {},
    connectors: {},
  }
}
