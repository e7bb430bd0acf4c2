import { format } from 'node:util'
import { afterEach, beforeEach } from 'vitest'

/** A test that prints fails: output hides what matters, and an unexpected warning is a finding. */
const printed: string[] = []

const methods = ['log', 'info', 'warn', 'error', 'debug', 'trace', 'table', 'dir'] as const

beforeEach(() => {
  printed.length = 0
  for (const method of methods) console[method] = (...args: unknown[]) => printed.push(format(...args))
})

afterEach(() => {
  if (printed.length > 0) throw new Error(`the test printed to the console:\n${printed.join('\n')}`)
})
