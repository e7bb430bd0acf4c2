import { defineConfig } from 'vitest/config'

/** Two projects: `code` runs beside the code, `browser` drives a whole shop through Chromium, one file at a time. */
const excluded = ['**/node_modules/**', '**/dist/**', '**/.data/**']

export default defineConfig({
  resolve: { conditions: ['node'] },
  test: {
    // Few workers: each has its own database clone, and the usual machine has two cores.
    maxWorkers: 2,
    pool: 'forks',
    reporters: ['default'],
    projects: [
      {
        extends: true,
        test: {
          name: 'code',
          include: [
            '{src,sandbox,simulation,bench,scripts,web}/**/*.test.{ts,tsx}',
            'test/{structure,support,faults,contracts}/**/*.test.ts',
          ],
          exclude: excluded,
          // Modules are loaded once per worker: our code keeps no state outside the database.
          isolate: false,
          // Limits for a machine that has other things to do; nothing here waits for the clock.
          testTimeout: 30_000,
          hookTimeout: 60_000,
          globalSetup: ['test/support/cluster.ts'],
          setupFiles: ['test/support/quiet.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/e2e/**/*.test.ts'],
          exclude: excluded,
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          setupFiles: ['test/support/quiet.ts'],
        },
      },
    ],
  },
})
