import { testcard } from '#connectors/payments/testcard'
import type { PaymentProvider } from '#modules/payments'
import { createHttpClient, type Fetch } from '#platform/http-client'
import { silentLog } from '#platform/log'
import { createSandbox, type Sandbox } from '#sandbox/server'

export type TestBank = {
  readonly sandbox: Sandbox
  readonly provider: PaymentProvider
  /** Every payment the provider knows, by state. */
  states(): string[]
  close(): void
}

/** The test provider in this process, reached through its real client. `between` runs before each request leaves. */
export function aBank({
  now,
  between = async () => {},
}: {
  now: () => Date
  between?: (path: string) => Promise<void>
}): TestBank {
  const sandbox = createSandbox({ store: ':memory:', now })
  const fetch: Fetch = async (request) => {
    await between(new URL(request.url).pathname)
    return sandbox.fetch(request)
  }
  const http = createHttpClient({ system: 'testcard', log: silentLog, fetch })
  return {
    sandbox,
    provider: testcard({ http, baseUrl: 'http://bank.test/testcard/v1', apiKey: 'sandbox-testcard-key' }),
    states: () =>
      sandbox.machine.store
        .all('select status from testcard_authorizations order by rowid')
        .map((row) => String(row.status)),
    close: () => sandbox.close(),
  }
}
