import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openApiDocument } from '../src/app/openapi.ts'
import { clientTypes } from './openapi-types.ts'

const folder = join(import.meta.dirname, '../api')

/** The generated files by name. A test compares them with the committed ones. */
export function generatedFiles(): Record<string, string> {
  const document = openApiDocument()
  return {
    'openapi.json': `${JSON.stringify(document, null, 2)}\n`,
    'schema.ts': clientTypes(document),
  }
}

export const committedFile = (name: string): string => readFileSync(join(folder, name), 'utf8')

if (import.meta.main) {
  for (const [name, text] of Object.entries(generatedFiles())) writeFileSync(join(folder, name), text)
  process.stdout.write('api/openapi.json and api/schema.ts are written\n')
}
