import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    'intake.file-empty': { fileName: string }
    'intake.file-not-text': { fileName: string; kind: string }
    'intake.no-rows': { fileName: string }
    'intake.format-unknown': { fileName: string; headers: readonly string[] }
    'intake.wrong-format': { fileName: string; format: string; missing: readonly string[] }
    'intake.options-invalid': { fault: string }
    'intake.file-missing': Record<never, never>
    'intake.file-gone': { importId: string }
    'intake.import-not-found': { importId: string }
    'intake.import-finished': { importId: string; state: string }
  }
}

export const intakeRefusals = {
  'intake.file-empty': 422,
  'intake.file-not-text': 415,
  'intake.no-rows': 422,
  'intake.format-unknown': 422,
  'intake.wrong-format': 422,
  'intake.options-invalid': 422,
  'intake.file-missing': 422,
  'intake.file-gone': 410,
  'intake.import-not-found': 404,
  'intake.import-finished': 409,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
