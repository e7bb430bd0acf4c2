import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

test('credentials, cards and mail bodies never reach the log', () => {
  const script = `import { createLog } from '#platform/log'
    createLog({ logLevel: 'info' }).info({ token: 'T1', user: { password: 'P1' }, request: { card: { number: 'C1' }, headers: { authorization: 'A1' } }, mail: { html: 'H1' }, orderId: 'O1' }, 'x')`
  const line = execFileSync(process.execPath, ['--input-type=module-typescript', '-e', script], { encoding: 'utf8' })
  expect(line).toContain('O1')
  for (const secret of ['T1', 'P1', 'C1', 'A1', 'H1']) expect(line).not.toContain(secret)
})
