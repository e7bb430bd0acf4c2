import { enableCompileCache } from 'node:module'

// Before anything else is loaded, so that everything else is compiled once only.
enableCompileCache()
const { runCommandLine } = await import('#app/command-line')
process.exitCode = await runCommandLine(process.argv.slice(2))
