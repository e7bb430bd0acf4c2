export { createSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts'
export { vendors, vendors } from './vendors.ts'
