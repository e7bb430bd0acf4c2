import { z } from 'zod'
import { type ImportId, isId, toId } from '#kernel/ids'
import { defineJob, type Job } from '#platform/jobs'
import { findStalled } from './queries.ts'
import { runImport } from './run-import.ts'

const importIdSchema = z
  .string()
  .refine(isId)
  .transform((text) => toId<ImportId>(text))

export const runImportJob = defineJob({
  name: 'intake.run-import',
  data: z.object({ importId: importIdSchema }),
  retryLimit: 5,
  timeoutSeconds: 3600,
  run: (cx, { importId }) => runImport(cx, importId),
})

const silenceMsMax = 30_000

/** A worker that was killed cannot say so; its import is taken up by whoever sees that it has stopped moving. */
const resumeImportsJob = defineJob({
  name: 'intake.resume-imports',
  data: z.object({}),
  everySeconds: 15,
  retryLimit: 0,
  timeoutSeconds: 3600,
  async run(cx) {
    for (const importId of await findStalled(cx, new Date(cx.now().getTime() - silenceMsMax)))
      await runImport(cx, importId)
  },
})

export const jobs: readonly Job[] = [runImportJob, resumeImportsJob]
