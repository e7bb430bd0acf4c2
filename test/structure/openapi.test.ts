import { expect, test } from 'vitest'
import { committedFile, generatedFiles } from '../../scripts/api-client.ts'

test('api/ holds what the app serves (after a change of a route: npm run api:client)', () => {
  for (const [name, text] of Object.entries(generatedFiles())) {
    expect(text === committedFile(name), `api/${name} is not current: npm run api:client`).toBe(true)
  }
})

test('every operation has a summary, an id of its own, and names its refusals', () => {
  const { paths } = JSON.parse(committedFile('openapi.json'))
  const operations = Object.values<Record<string, Record<string, unknown>>>(paths).flatMap((item) =>
    Object.values(item),
  )
  const ids = operations.map((operation) => operation.operationId)
  expect(new Set(ids).size).toBe(ids.length)
  for (const operation of operations) {
    expect(operation.summary).toBeTruthy()
    expect(operation['x-refusals']).toBeInstanceOf(Array)
  }
})
