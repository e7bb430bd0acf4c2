export { createSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts'
export { vendors } from './vendors.ts'
